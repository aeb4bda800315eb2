// analyze: one translation unit in, findings out. What both hosts call.

#include "checks/core/unit/analyze.h"

#include "checks/core/reader/reader.h"
#include "checks/core/summary/summarize.h"
#include "checks/core/unit/unit.h"
#include "checks/core/vocabulary/vocabulary.h"

#include <ctime>

namespace leash {

double threadSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

llvm::Expected<std::shared_ptr<const Unit>> buildUnit(clang::ASTContext &context, const Vocabulary &vocabulary) {
  auto unit = std::make_shared<Unit>();
  double begun = threadSeconds();
  readUnit(context, vocabulary, *unit);
  double read = threadSeconds();
  unit->statistics.secondsReading = read - begun;
  if (!unit->misread.empty())
    return llvm::createStringError(llvm::Twine(unit->misread));
  summarize(*unit);
  unit->statistics.secondsSummarizing = threadSeconds() - read;
  return unit;
}

const UnitStatistics &statisticsOf(const Unit &unit) { return unit.statistics; }

std::vector<Finding> runCheck(const CheckInfo &check, const Unit &unit, const OptionValues &options) {
  std::vector<Finding> findings;
  FindingSink sink(check.name, check.severity, findings);
  check.run(unit, options, sink);
  return findings;
}

} // namespace leash
