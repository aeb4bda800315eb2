// paths: relative names and URIs.

#include "driver/report/paths.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace leash {

namespace path = llvm::sys::path;

Paths::Paths(llvm::StringRef baseDirectory) : baseDirectory_(baseDirectory) {
  if (!baseDirectory_.empty() && !path::is_separator(baseDirectory_.back()))
    baseDirectory_ += '/';
}

/// `a/../b` is `b` unless `a` is a symbolic link; only the file system knows.
static std::string withoutDots(llvm::StringRef file) {
  llvm::SmallString<256> single(file), both(file);
  path::remove_dots(single, /*remove_dot_dot=*/false);
  path::remove_dots(both, /*remove_dot_dot=*/true);
  return std::string(single == both || llvm::sys::fs::equivalent(file, both) ? both : single);
}

llvm::StringRef Paths::relative(llvm::StringRef file) {
  auto [entry, isNew] = relative_.try_emplace(file);
  if (isNew) {
    std::string clean = withoutDots(file);
    llvm::StringRef below = clean;
    if (!baseDirectory_.empty())
      below.consume_front(baseDirectory_);
    entry->second = below.str();
  }
  return entry->second;
}

bool Paths::isBelow(llvm::StringRef file) { return path::is_relative(relative(file)); }

std::string percentEncoded(llvm::StringRef path) {
  std::string encoded;
  for (char byte : path) {
    if (llvm::isAlnum(byte) || llvm::StringRef("/-._~").contains(byte))
      encoded += byte;
    else
      encoded += "%" + llvm::toHex(llvm::StringRef(&byte, 1));
  }
  return encoded;
}

std::string fileUri(llvm::StringRef path) { return "file://" + percentEncoded(path); }

} // namespace leash
