// summary-line: counts and durations in words.

#include "driver/report/summary-line.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

namespace leash {

std::string counted(size_t count, llvm::StringRef noun) {
  return (llvm::Twine(count) + " " + noun + (count == 1 ? "" : "s")).str();
}

static std::string duration(double seconds) {
  if (seconds < 0.1)
    return "less than 0.1 s";
  if (seconds < 59.95)
    return llvm::formatv("{0:F1} s", seconds);
  auto whole = static_cast<unsigned>(seconds + 0.5);
  return llvm::formatv("{0} min {1} s", whole / 60, whole % 60);
}

std::string countedBySeverity(llvm::ArrayRef<Finding> findings) {
  std::vector<std::string> parts;
  for (Severity severity : {Severity::Error, Severity::Warning, Severity::Note})
    if (size_t count = llvm::count_if(findings, [&](const Finding &finding) { return finding.severity == severity; }))
      parts.push_back(counted(count, std::string(spelling(severity))));
  return parts.empty() ? "no findings" : llvm::join(parts, ", ");
}

std::string outcome(const RunSummary &summary) {
  std::string text = countedBySeverity(summary.findings);
  if (!summary.comparedWith.empty())
    text += llvm::formatv(" introduced, {0} pre-existing, {1} fixed", summary.known.size(), summary.fixed.size());
  return text;
}

std::string summaryLine(const RunSummary &summary) {
  std::string units = counted(summary.unitsTotal, "unit");
  if (summary.unitsAnalyzed != summary.unitsTotal)
    units = llvm::utostr(summary.unitsAnalyzed) + " of " + units;
  std::string line = "Leash analysed " + units;
  if (summary.seconds)
    line += " in " + duration(*summary.seconds);
  line += ": " + outcome(summary);
  if (!summary.suppressed.empty())
    line += " (" + llvm::utostr(summary.suppressed.size()) + " suppressed)";
  return line;
}

std::string unanalyzedLine(const RunSummary &summary) {
  return counted(summary.unanalyzed.size(), "unit") + " could not be analysed";
}

} // namespace leash
