// allowance-use: what became of the leash-allow comments of a run.
#pragma once

#include "checks/core/model/place.h"
#include "driver/report/report.h"

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>
#include <string>
#include <vector>

namespace leash {

class Allowances;
class RealPaths;
struct AllowanceMistake;
struct CheckPlan;

/// One check that an allowance names, and what a unit made of it; the higher value among several units counts.
struct AllowanceUse {
  enum State : uint8_t {
    Unseen, ///< the check didn't run there, or the comment is under an #if: nothing can be said
    Unused,
    Used,
    Missed, ///< it has expired, and its finding counts again
  };

  Place place; ///< the comment
  std::string check;
  std::string until; ///< empty: it has no end
  State state = Unseen;
};

/// What became of the allowances of one unit, which ran the checks of `plan`.
std::vector<AllowanceUse> usesOf(const Allowances &allowances, const CheckPlan &plan, RealPaths &paths);

/// The uses of all units put together: one for each comment and check, in the order of places.
std::vector<AllowanceUse> merged(std::vector<AllowanceUse> uses);

/// What a reader should know of those that have expired and are missed, a sentence each.
std::vector<std::string> notesAbout(llvm::ArrayRef<AllowanceUse> uses);

/// Which of them are used, as far as that is known.
std::vector<SuppressionUse> suppressionUses(llvm::ArrayRef<AllowanceUse> uses);

/// "/src/a.cpp:3:4: leash-allow needs a reason, …"
std::string told(const AllowanceMistake &mistake, RealPaths &paths);

} // namespace leash
