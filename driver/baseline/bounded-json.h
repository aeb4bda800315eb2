// bounded-json: JSON from somebody else, which can't make the reader run out of stack.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

namespace leash {

/// The value of `text`, a byte order mark before it or not; what isn't UTF-8 is replaced. An error begins with `name`,
/// which is the file's, and says what is wrong with it, as where it is nested more deeply than a report of ours.
llvm::Expected<llvm::json::Value> parseBoundedJson(llvm::StringRef text, llvm::StringRef name);

} // namespace leash
