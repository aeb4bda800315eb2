// result-bytes: what came of a unit, as bytes, to be told by one process to another of the same program.
#pragma once

#include "driver/runner.h"

#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>

namespace leash {

std::string bytesOf(UnitResult result);

/// The result that bytesOf() was given, or nothing if these can't be its bytes.
std::optional<UnitResult> resultOf(llvm::StringRef bytes);

} // namespace leash
