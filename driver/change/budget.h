// budget: how much an analysis may cost.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <chrono>
#include <optional>

namespace leash {

/// When it is spent, no further unit is begun. Without a limit there is none.
struct Budget {
  std::optional<std::chrono::seconds> time;
  std::optional<unsigned> units;
};

/// Reads "90" or "90s" (seconds), or "40units".
llvm::Expected<Budget> parseBudget(llvm::StringRef text);

} // namespace leash
