// finding: order, duplicates and fingerprints.
//
// A fingerprint has to survive the edits that don't touch the bug: lines added above, a file renamed, code formatted
// anew. So it is made of words alone: check, entity, and the statements of the story with their white space folded.
// Findings that have all of these in common are twins and are numbered in the order in which they stand in the source.

#include "checks/core/model/finding.h"
#include "checks/core/model/identity.h"
#include "checks/core/model/words.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/BLAKE3.h"

#include <algorithm>
#include <tuple>

namespace leash {

static constexpr Words SeverityWords({
    Word<Severity>{Severity::Note, "note"},
    Word<Severity>{Severity::Warning, "warning"},
    Word<Severity>{Severity::Error, "error"},
});

std::string_view spelling(Severity severity) { return SeverityWords.of(severity); }

Finding &Finding::step(Place place, std::string message, std::string thread) {
  steps.push_back({std::move(place), std::move(message), std::move(thread), {}});
  return *this;
}

static bool operator<(const Step &a, const Step &b) {
  return std::tie(a.place, a.message, a.thread, a.statement) < std::tie(b.place, b.message, b.thread, b.statement);
}

static bool operator<(const Replacement &a, const Replacement &b) {
  return std::tie(a.place, a.text) < std::tie(b.place, b.text);
}

static bool operator<(const Fix &a, const Fix &b) {
  return std::tie(a.description, a.replacements) < std::tie(b.description, b.replacements);
}

/// Where it is and what it says: a finding of which a user needs only one telling.
static auto claim(const Finding &finding) { return std::tie(finding.place, finding.check, finding.message); }

/// A total order, so that the result doesn't depend on which unit came first. Of two tellings the shorter comes first.
static bool comesBefore(const Finding &a, const Finding &b) {
  if (claim(a) != claim(b))
    return claim(a) < claim(b);
  // What one unit's code lets pass may still have to be answered for in another's.
  if (a.suppression.has_value() != b.suppression.has_value())
    return b.suppression.has_value();
  if (a.severity != b.severity)
    return a.severity > b.severity;
  if (a.steps.size() != b.steps.size())
    return a.steps.size() < b.steps.size();
  return std::tie(a.steps, a.entity, a.statement, a.remedy, a.fixes) <
         std::tie(b.steps, b.entity, b.statement, b.remedy, b.fixes);
}

static std::string folded(llvm::StringRef text) {
  llvm::SmallVector<llvm::StringRef> words;
  llvm::SplitString(text, words);
  return llvm::join(words, " ");
}

std::vector<std::string> identityOf(const Finding &finding) {
  std::vector<std::string> words = {finding.check, folded(finding.entity), folded(finding.statement)};
  for (const Step &step : finding.steps)
    words.push_back(folded(step.statement));
  return words;
}

/// One text of all words. Each ends with a zero byte, which no source text contains once it is folded, so that
/// "a" + "bc" and "ab" + "c" differ.
static std::string joinedIdentity(const Finding &finding) {
  std::string text;
  for (const std::string &word : identityOf(finding)) {
    text += word;
    text += '\0';
  }
  return text;
}

static std::string fingerprintOf(llvm::StringRef identity, unsigned ordinal) {
  llvm::BLAKE3 hash;
  hash.update(identity);
  hash.update(llvm::utostr(ordinal));
  llvm::BLAKE3Result<16> digest;
  hash.final(digest);
  return llvm::toHex(digest, /*LowerCase=*/true);
}

void canonicalize(std::vector<Finding> &findings) {
  std::sort(findings.begin(), findings.end(), comesBefore);
  auto isRetold = [](const Finding &a, const Finding &b) { return claim(a) == claim(b); };
  findings.erase(std::unique(findings.begin(), findings.end(), isRetold), findings.end());

  llvm::StringMap<unsigned> twins;
  for (Finding &finding : findings) {
    std::string common = joinedIdentity(finding);
    finding.fingerprint = fingerprintOf(common, twins[common]++);
  }
}

} // namespace leash
