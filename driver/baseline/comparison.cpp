// comparison: what was found, split by what was known.

#include "driver/baseline/comparison.h"

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

} // namespace leash
