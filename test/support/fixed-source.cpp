// fixed-source: a program after the fixes that are offered for it.

#include "test/support/fixed-source.h"

#include "test/support/analyze-source.h"
#include "test/support/expectation.h"

#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/STLExtras.h"

namespace leash {

using clang::tooling::Replacements;

static unsigned offsetOf(llvm::StringRef code, uint32_t line, uint32_t column) {
  size_t start = 0;
  for (; line > 1; --line)
    start = code.find('\n', start) + 1;
  return start + column - 1;
}

/// An error where two replacements of one fix, or of this fix and one before, overlap.
static llvm::Expected<Replacements> withFix(Replacements all, const MarkedSource &source, const Fix &fix) {
  for (const Replacement &replacement : fix.replacements) {
    const Place &place = replacement.place;
    if (place.file != source.file)
      return llvm::createStringError("the fix changes %s", place.file.c_str());
    unsigned begin = offsetOf(source.code, place.line, place.column);
    unsigned end = place.endLine ? offsetOf(source.code, place.endLine, place.endColumn) : begin;
    if (llvm::Error overlap = all.add({source.file, begin, end - begin, replacement.text}))
      return std::move(overlap);
  }
  return all;
}

std::optional<MarkedSource> fixedSource(const MarkedSource &source, const std::vector<Finding> &findings) {
  Replacements all;
  for (const Finding &finding : findings) {
    if (finding.check != source.check || finding.fixes.empty())
      continue;
    if (llvm::Expected<Replacements> more = withFix(all, source, finding.fixes.front()))
      all = std::move(*more);
    else
      llvm::consumeError(more.takeError());
  }
  if (all.empty())
    return std::nullopt;
  MarkedSource fixed = source;
  fixed.code = llvm::cantFail(clang::tooling::applyAllReplacements(source.code, all));
  return fixed;
}

std::vector<std::string> complaintsAboutFixes(const MarkedSource &source, const std::vector<Finding> &findings) {
  std::optional<MarkedSource> fixed = fixedSource(source, findings);
  if (!fixed)
    return {};
  llvm::Expected<std::vector<Finding>> left = analyzeSource(*fixed);
  if (!left)
    return {"with its fixes, " + llvm::toString(left.takeError())};

  auto isOwn = [&](const Finding &finding) { return finding.check == source.check; };
  size_t own = llvm::count_if(findings, isOwn), ownLeft = llvm::count_if(*left, isOwn);
  if (ownLeft < own && left->size() - ownLeft <= findings.size() - own)
    return {};
  std::string text = "the fixes remove nothing, or let another check find more; with them:";
  for (const Finding &finding : *left)
    text += "\n  " + describe(finding);
  return {text + "\n" + fixed->code};
}

} // namespace leash
