// paths: file names as each format wants them.
#pragma once

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace leash {

/// Names of files, seen from one directory.
class Paths {
public:
  explicit Paths(llvm::StringRef baseDirectory);

  /// `file` relative to the base directory if it is below it, otherwise as it is. Dots are taken out where that
  /// doesn't change which file is meant.
  llvm::StringRef relative(llvm::StringRef file);

  /// Whether relative() found the file below the base directory.
  bool isBelow(llvm::StringRef file);

private:
  std::string baseDirectory_; ///< empty, or with a separator at its end
  llvm::StringMap<std::string> relative_;
};

/// The path percent-encoded byte by byte, so that any name at all makes a valid part of a URI.
std::string percentEncoded(llvm::StringRef path);

/// An absolute path as a `file:` URI.
std::string fileUri(llvm::StringRef path);

} // namespace leash
