// change: which files differ between a base revision and the work tree.
#pragma once

#include "driver/change/git.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <map>
#include <set>
#include <string>

namespace leash {

/// All paths are absolute. What isn't committed yet counts, and so do new files that git isn't told to ignore.
struct Change {
  std::string revision; ///< as the user wrote it
  std::string commit;   ///< the base: where the histories part
  std::string root;     ///< of the work tree
  std::set<std::string> modified;
  std::set<std::string> added;
  std::set<std::string> deleted;
  std::map<std::string, std::string> renamed; ///< by the name of today, the name at the base

  /// Whether the file, by its name of today, isn't what it was.
  bool touches(const std::string &file) const;

  /// Everything that has another content at the base, or was there only, by its name there.
  std::set<std::string> filesOfBase() const;

  /// "main (1a2b3c4d5e)", or "1a2b3c4d5e" if that is what the user wrote
  std::string baseName() const;
};

/// The change since `revision`. What git doesn't know in `buildDirectory`, if that isn't the root itself, is made by
/// the build and no part of a change.
llvm::Expected<Change> changeSince(const Git &git, llvm::StringRef revision, llvm::StringRef buildDirectory);

} // namespace leash
