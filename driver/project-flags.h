// project-flags: a foreign compile command, made fit for Clang.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace leash {

struct FitCommand {
  std::vector<std::string> arguments;
  std::vector<std::string> dropped; ///< flags that Clang doesn't know, or of the front end and not harmless
  bool isC = true;                  ///< C or C++, to judge by -x or the file's extension
};

/// `command` with its compiler replaced by Clang, its outputs, foreign flags and precompiled headers left out, and
/// `file` (absolute) as its only input. Whoever compiles with gcc gets what Clang's driver in g++ mode would do.
FitCommand fitForClang(llvm::ArrayRef<std::string> command, llvm::StringRef file,
                       llvm::ArrayRef<std::string> extraArguments);

/// True if Clang's own headers (<stddef.h>, <immintrin.h>) are where fitForClang() points to.
bool findsClangHeaders();
/// The directory that was looked at.
std::string clangHeaders();

} // namespace leash
