// allowance-use: what became of the leash-allow comments of a run.

#include "driver/suppressions/allowance-use.h"

#include "checks/core/unit/allowances.h"
#include "driver/config.h"
#include "driver/filter/paths.h"

#include "llvm/ADT/STLExtras.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace leash {

static std::string positionOf(const Place &place) {
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

static AllowanceUse::State stateOf(const PlacedAllowance &placed, const std::string &check, const CheckPlan &plan) {
  auto isPlanned = [&](const PlannedCheck &planned) { return planned.check->name == check; };
  if (placed.missed.count(check) != 0)
    return AllowanceUse::Missed;
  if (placed.used.count(check) != 0)
    return AllowanceUse::Used;
  return placed.isConditional || llvm::none_of(plan.checks, isPlanned) ? AllowanceUse::Unseen : AllowanceUse::Unused;
}

std::vector<AllowanceUse> usesOf(const Allowances &allowances, const CheckPlan &plan, RealPaths &paths) {
  std::vector<AllowanceUse> uses;
  for (const PlacedAllowance &placed : allowances.all())
    for (const std::string &check : placed.allowance.checks) {
      AllowanceUse use{placed.place, check, "", stateOf(placed, check, plan)};
      if (placed.allowance.until)
        use.until = spelling(*placed.allowance.until);
      paths.apply(use.place);
      uses.push_back(std::move(use));
    }
  return uses;
}

std::vector<AllowanceUse> merged(std::vector<AllowanceUse> uses) {
  auto name = [](const AllowanceUse &use) { return std::tie(use.place, use.check); };
  // The highest state first: it is the one that is kept.
  llvm::sort(uses, [&](const AllowanceUse &a, const AllowanceUse &b) {
    return name(a) != name(b) ? name(a) < name(b) : a.state > b.state;
  });
  auto isSame = [&](const AllowanceUse &a, const AllowanceUse &b) { return name(a) == name(b); };
  uses.erase(std::unique(uses.begin(), uses.end(), isSame), uses.end());
  return uses;
}

std::vector<std::string> notesAbout(llvm::ArrayRef<AllowanceUse> uses) {
  std::vector<std::string> notes;
  for (const AllowanceUse &use : uses)
    if (use.state == AllowanceUse::Missed)
      notes.push_back(fmt::format("{}: leash-allow({}) was until {}, and its finding counts again: repair it, or give "
                                  "it a new end",
                                  positionOf(use.place), use.check, use.until));
  return notes;
}

std::vector<SuppressionUse> suppressionUses(llvm::ArrayRef<AllowanceUse> uses) {
  std::vector<SuppressionUse> result;
  for (const AllowanceUse &use : uses)
    if (use.state != AllowanceUse::Unseen)
      result.push_back(
          {fmt::format("{}: leash-allow({}) hides nothing: take it away", positionOf(use.place), use.check),
           use.state != AllowanceUse::Unused});
  return result;
}

std::string told(const AllowanceMistake &mistake, RealPaths &paths) {
  Place place = mistake.place;
  paths.apply(place);
  return positionOf(place) + ": " + mistake.message;
}

} // namespace leash
