// bounded-json: JSON from somebody else, nested no deeper than a stack can bear.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

namespace leash {

/// LLVM's parser goes down a level of its stack for each bracket, however many there are. No JSON that Leash reads
/// needs more than a handful; a report of its own has 13.
inline constexpr unsigned MaxJsonNesting = 64;

/// Parses `text`, a byte order mark before it or not; bytes that aren't UTF-8 are replaced. Errors begin with `name`:
/// "NAME: not valid JSON: …", "NAME:LINE: nested too deeply …".
llvm::Expected<llvm::json::Value> parseBoundedJson(llvm::StringRef text, llvm::StringRef name);

} // namespace leash
