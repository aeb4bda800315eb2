// demand: what has to hold whatever the bytes are.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace leash::fuzz {

/// Ends the program with a signal, which is how a fuzzer hears of it, if `holds` is false.
void demand(bool holds, llvm::StringRef what);

/// Takes an error, which has to be one that a person can do something with: a text that begins with `beginning`.
void demandSentence(llvm::Error error, llvm::StringRef beginning);

} // namespace leash::fuzz
