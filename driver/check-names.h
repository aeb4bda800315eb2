// check-names: checks as users write them, with or without their prefix.
#pragma once

#include "checks/check.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace leash {

/// In comments, configurations and messages a check's name starts with this.
inline constexpr llvm::StringLiteral CheckPrefix = "leash-";

/// "lock-order" as it is called among other tools' checks: "leash-lock-order".
std::string prefixed(llvm::StringRef check);

/// The check that the user calls `name`; an error names the nearest one.
llvm::Expected<const CheckInfo *> checkCalled(llvm::StringRef name);

/// Whether `name` is a check of other tools: without our prefix, and not even nearly one of ours.
bool isForeignCheck(llvm::StringRef name);

} // namespace leash
