// summary-line: a run in one sentence.
#pragma once

#include "driver/report/report.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>

namespace leash {

/// Of the units that couldn't be analysed, at most so many are named.
inline constexpr size_t MaxUnitsNamed = 10;

/// "Leash analysed 42 of 44 units in 3.1 s: 2 errors, 1 warning (3 suppressed)"; compared with a base: "… 2 errors
/// introduced, 7 pre-existing, 1 fixed"
std::string summaryLine(const RunSummary &summary);

/// "2 errors, 1 warning"; compared with a base: "2 errors introduced, 7 pre-existing, 1 fixed"
std::string outcome(const RunSummary &summary);

/// "2 units could not be analysed"
std::string unanalyzedLine(const RunSummary &summary);

/// "2 errors, 1 warning", or "no findings"
std::string countedBySeverity(llvm::ArrayRef<Finding> findings);

/// "1 unit", "2 units"
std::string counted(size_t count, llvm::StringRef noun);

} // namespace leash
