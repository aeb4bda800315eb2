// json-text: JSON that is harmless wherever it is shown.
//
// What JSON must escape, LLVM's writer escapes. But a report on stdout ends in a terminal or in the log of a CI, and
// those obey more than that: see printable.h. All of it can only stand in strings, where JSON has an escape for every
// character.
#pragma once

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"

#include <string>

namespace leash {

/// `text` as a JSON string may hold it: what isn't UTF-8 is replaced.
std::string validText(llvm::StringRef text);

/// Writes what `fill` writes, indented by two, with a line end behind it. Characters that a terminal or a log might
/// obey are escaped; the value is the same.
void writeJsonText(llvm::raw_ostream &stream, llvm::function_ref<void(llvm::json::OStream &)> fill);

} // namespace leash
