// baseline: what says which findings are known: a baseline, a report in SARIF, a report in JSON.

#include "fuzz/demand.h"
#include "fuzz/targets.h"

#include "driver/baseline/base-report.h"
#include "driver/baseline/baseline.h"
#include "driver/merge/report-file.h"

namespace leash::fuzz {

static std::string written(const Baseline &baseline) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  writeBaseline(baseline, stream);
  return text;
}

static void readBaselineText(llvm::StringRef bytes) {
  llvm::Expected<Baseline> baseline = parseBaseline(bytes, "b.txt");
  if (!baseline)
    return demandSentence(baseline.takeError(), "b.txt");
  std::string text = written(*baseline);
  llvm::Expected<Baseline> again = parseBaseline(text, "b.txt");
  demand(bool(again), "a baseline that is written can be read");
  demand(again->size() == baseline->size() && written(*again) == text, "and means the same");
}

static std::string written(const RunSummary &summary) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  writeJson(summary, stream);
  return text;
}

static void readJson(llvm::StringRef bytes) {
  llvm::Expected<RunSummary> summary = parseReport(bytes, "r.json");
  if (!summary)
    return demandSentence(summary.takeError(), "r.json");
  settleIn("/project", *summary);
  std::string text = written(*summary);
  llvm::Expected<RunSummary> again = parseReport(text, "r.json");
  demand(bool(again), "a report that is written can be read");
  settleIn("/project", *again);
  demand(written(*again) == text, "and means the same");
}

void readBaselines(llvm::StringRef bytes) {
  readBaselineText(bytes);
  readJson(bytes);
  if (llvm::Expected<std::vector<Finding>> findings = parseBaseReport(bytes, "r.sarif"); !findings)
    demandSentence(findings.takeError(), "r.sarif");
}

} // namespace leash::fuzz
