// response-files: the words of a command that stand in a file of their own (`@FILE`).
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace leash {

/// `command` with the words of each file in the place of `@FILE`, as gcc reads them, seen from `directory` (absolute).
/// A name that is no file's stays. Files may name files; an error says that they name themselves, or that there are
/// more of them, or more in them, than any command needs.
llvm::Expected<std::vector<std::string>> expandResponseFiles(std::vector<std::string> command,
                                                             llvm::StringRef directory);

} // namespace leash
