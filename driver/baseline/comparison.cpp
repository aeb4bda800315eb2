// comparison: what was found, split by what was known.

#include "driver/baseline/comparison.h"

#include "driver/report/summary-line.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

namespace leash {

Comparison compare(std::vector<Finding> now, std::vector<Finding> base) {
  llvm::StringSet<> before, today;
  for (const Finding &finding : base)
    before.insert(finding.fingerprint);
  Comparison comparison;
  for (Finding &finding : now) {
    today.insert(finding.fingerprint);
    bool isKnown = before.contains(finding.fingerprint);
    (isKnown ? comparison.preExisting : comparison.introduced).push_back(std::move(finding));
  }
  for (Finding &finding : base)
    if (today.insert(finding.fingerprint).second)
      comparison.fixed.push_back(std::move(finding));
  return comparison;
}

void forgetSuppressed(std::vector<Finding> &fixed, llvm::ArrayRef<Finding> suppressed) {
  llvm::StringSet<> found;
  for (const Finding &finding : suppressed)
    found.insert(finding.fingerprint);
  llvm::erase_if(fixed, [&](const Finding &finding) { return found.contains(finding.fingerprint); });
}

std::string keepLookedFor(std::vector<Finding> &fixed, const Scope &scope, bool isComplete) {
  std::string note;
  if (!isComplete && !fixed.empty()) {
    note = counted(fixed.size(), "finding") +
           " of the base not found again; as the analysis isn't complete, that isn't called fixed";
    fixed.clear();
  }
  if (!scope.isEverything)
    fixed.clear();
  llvm::erase_if(fixed, [&](const Finding &finding) { return !llvm::is_contained(scope.checks, finding.check); });
  return note;
}

} // namespace leash
