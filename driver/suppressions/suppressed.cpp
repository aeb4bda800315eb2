// suppressed: findings that don't count, apart from those that do.

#include "driver/suppressions/suppressed.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <tuple>
#include <utility>

namespace leash {

void moveSuppressed(std::vector<Finding> &findings, std::vector<Finding> &suppressed) {
  std::vector<Finding> counting;
  for (Finding &finding : findings)
    (finding.suppression ? suppressed : counting).push_back(std::move(finding));
  findings = std::move(counting);
  llvm::sort(suppressed, [](const Finding &a, const Finding &b) {
    return std::tie(a.place, a.check, a.message) < std::tie(b.place, b.check, b.message); // one finding each
  });
}

std::vector<std::string> notesOfUnused(llvm::ArrayRef<SuppressionUse> uses) {
  std::map<std::string, bool> isUsed;
  for (const SuppressionUse &use : uses)
    isUsed[use.unused] |= use.isUsed;
  std::vector<std::string> notes;
  for (const auto &[unused, used] : isUsed)
    if (!used)
      notes.push_back(unused);
  return notes;
}

} // namespace leash
