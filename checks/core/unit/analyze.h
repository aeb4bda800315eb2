// analyze: one translation unit in, findings out. What both hosts call.
#pragma once

#include "checks/check.h"
#include "checks/core/model/finding.h"

#include "llvm/Support/Error.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace leash {

class Unit;
class Vocabulary;

struct UnitStatistics;

/// Builds the model that all checks read. `context` must outlive nothing: the unit is plain data.
/// O(size of the user's code) apart from the flow's fixpoint, which is bounded by a state budget per function.
/// Fails, naming the place, where a `leash:` annotation in the code can't be understood.
llvm::Expected<std::shared_ptr<const Unit>> buildUnit(clang::ASTContext &context, const Vocabulary &vocabulary);

const UnitStatistics &statisticsOf(const Unit &unit);

/// The processor time that the calling thread has taken so far, in seconds.
double threadSeconds();

/// Runs one check; findings are in the order the check made them (see canonicalize()).
std::vector<Finding> runCheck(const CheckInfo &check, const Unit &unit, const OptionValues &options);

/// Gives each finding of `unit`, as its statement, the words of the source that it stands on; each of its steps, the
/// function around it and its words: "Cache::flush: m.lock()". Fingerprints are made of that. `context` is the one that
/// the unit was built from.
void quoteSource(std::vector<Finding> &findings, const Unit &unit, const clang::ASTContext &context);

/// For `leash show`: the unit's operations, facts or summaries as text, one a line, sorted by place.
std::string describeOperations(const Unit &unit);
std::string describeFacts(const Unit &unit);
std::string describeSummaries(const Unit &unit);

/// The unit's summary as other programs read it, see summary/unit-summary.h.
std::string summaryAsJson(const Unit &unit);

} // namespace leash
