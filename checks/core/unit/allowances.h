// allowances: the leash-allow comments of a unit, and which findings they let pass.
//
// An allowance covers the code on its own line, or, if it stands alone, on the line below it; and if a function's
// definition is what begins there, all of that. A finding is covered if its own place is or that of one of its steps.
#pragma once

#include "checks/core/model/finding.h"
#include "checks/core/suppression/allowance.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace clang {
class ASTContext;
}

namespace leash {

class SourceText;
class Unit;

/// An allowance where it stands.
struct PlacedAllowance {
  Allowance allowance;
  Place place; ///< what it says, from its word on
  /// The first and last line of each stretch of code that it covers, in its file.
  std::vector<std::pair<uint32_t, uint32_t>> lines;
  bool hasExpired = false;
  bool isAbove = false;       ///< of the code that it covers
  bool isConditional = false; ///< under an #if: somewhere else it may be needed

  std::set<std::string> used = {};   ///< checks whose findings it has let pass
  std::set<std::string> missed = {}; ///< … would have, had it not expired

  bool covers(const Place &place) const;
};

/// An allowance that can't be read, and so allows nothing.
struct AllowanceMistake {
  Place place;
  std::string message;
};

/// Says what is wrong with the name of a check, or nothing.
using WrongName = llvm::function_ref<std::string(llvm::StringRef name)>;

/// The allowances of one text, which is called `file`, without the functions that they cover. Appends what can't be
/// read to `mistakes`.
std::vector<PlacedAllowance> allowancesIn(const SourceText &source, const std::string &file, WrongName wrongName,
                                          std::vector<AllowanceMistake> &mistakes);

/// All that the user's files of one unit allow.
class Allowances {
public:
  Allowances() = default;

  /// Reads the comments of the files that `unit` was built from, system headers left out. Files are called as they are
  /// in the unit's places.
  Allowances(const Unit &unit, const clang::ASTContext &context, Date today, WrongName wrongName);

  /// What lets the finding pass, if anything does; the place nearest to the beginning of its story decides. Every
  /// allowance that covers it counts as used.
  std::optional<Suppression> suppressionOf(const Finding &finding);

  const std::vector<PlacedAllowance> &all() const { return allowances_; }
  const std::vector<AllowanceMistake> &mistakes() const { return mistakes_; }

private:
  std::optional<Suppression> suppressionAt(const Place &place, uint32_t step, const std::string &check);
  void noteMissed(const Finding &finding);

  std::vector<PlacedAllowance> allowances_;
  std::vector<AllowanceMistake> mistakes_;
};

} // namespace leash
