// allowance: a comment that lets findings pass, for a reason, and if it says so, until a day.
//
//   // leash-allow(lock-order): both are taken under the registry's lock until 2027-03-01
//
// One line of text in, what it says out: no files, no clock, no list of checks.
#pragma once

#include "checks/core/suppression/date.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace leash {

/// The word that an allowance begins with.
inline constexpr llvm::StringLiteral AllowanceWord = "leash-allow";

struct Allowance {
  std::vector<std::string> checks; ///< without a prefix ("lock-order"), as written, each once
  std::string reason;
  std::optional<Date> until; ///< the last day on which it holds

  bool allows(llvm::StringRef check) const;
  bool hasExpired(Date today) const { return until && *until < today; }

  friend bool operator==(const Allowance &, const Allowance &) = default;
};

/// What one line of a comment allows, without the marks that make it a comment: `leash-allow(CHECK, …): REASON until
/// DATE`. Blanks may stand anywhere between the words; the end may be left out, or stand in brackets. Nothing if the
/// line is no allowance: it has to begin with the word, and with '(' or ':' behind it. An error says what is wrong with
/// one, and what to write.
llvm::Expected<std::optional<Allowance>> parseAllowance(llvm::StringRef line);

/// The line that parseAllowance() reads as `allowance`.
std::string spelling(const Allowance &allowance);

/// Success if `reason` can be written into a comment and read again as it is; an error says why not.
llvm::Error checkReason(llvm::StringRef reason);

} // namespace leash
