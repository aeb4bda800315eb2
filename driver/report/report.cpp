// report: the findings of a run, put together.

#include "driver/report/report.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

std::vector<Finding> presentFindings(const RunSummary &summary) {
  std::vector<Finding> findings = summary.findings;
  if (summary.known.empty())
    return findings;
  llvm::append_range(findings, summary.known);
  canonicalize(findings);
  return findings;
}

} // namespace leash
