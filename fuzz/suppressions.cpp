// suppressions: comments in code, and a project's leash.yaml.

#include "fuzz/demand.h"
#include "fuzz/targets.h"

#include "checks/core/suppression/allowance.h"
#include "checks/core/unit/allowances.h"
#include "checks/core/unit/source-text.h"
#include "driver/suppressions/path-rules.h"

namespace leash::fuzz {

/// One line of a comment.
static void readLine(llvm::StringRef line) {
  llvm::Expected<std::optional<Allowance>> allowance = parseAllowance(line);
  if (!allowance)
    return demandSentence(allowance.takeError(), "");
  if (!*allowance)
    return;
  llvm::Expected<std::optional<Allowance>> again = parseAllowance(spelling(**allowance));
  demand(bool(again), "an allowance that is written can be read");
  demand(*again == *allowance, "and means the same");
  if (llvm::Error error = checkReason((*allowance)->reason))
    demandSentence(std::move(error), "");
}

static void readSource(llvm::StringRef bytes) {
  SourceText source(bytes);
  std::vector<AllowanceMistake> mistakes;
  auto wrongName = [](llvm::StringRef name) { return name.empty() ? "empty" : ""; };
  for (const PlacedAllowance &placed : allowancesIn(source, "a.cpp", wrongName, mistakes)) {
    demand(source.hasLine(placed.place.line), "an allowance stands in a line of the text");
    for (auto [first, last] : placed.lines)
      demand(0 < first && first <= last && source.hasLine(last), "it covers lines of the text");
  }
  for (const AllowanceMistake &mistake : mistakes)
    demand(!mistake.message.empty() && source.hasLine(mistake.place.line), "a mistake has a place");
}

static void readRules(llvm::StringRef bytes) {
  llvm::Expected<std::vector<PathRule>> rules = parsePathRules(bytes, "leash.yaml");
  if (!rules)
    return demandSentence(rules.takeError(), "leash.yaml");
  for (const PathRule &rule : *rules) {
    demand(!rule.paths.empty() && !rule.reason.empty(), "a rule has paths and a reason");
    for (const PathPattern &pattern : rule.patterns)
      pattern.matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/a/a/a/b.cpp");
  }
}

void readSuppressions(llvm::StringRef bytes) {
  for (llvm::StringRef rest = bytes; !rest.empty();) {
    auto [line, others] = rest.split('\n');
    readLine(line);
    rest = others;
  }
  readSource(bytes);
  readRules(bytes);
}

} // namespace leash::fuzz
