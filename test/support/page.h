// page: the programs in the page of a check.
#pragma once

#include "test/support/marked-source.h"

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace leash {

struct Page {
  std::string check;
  std::string path;
  /// Its ```cpp and ```c blocks; each is a whole file. Their lines are numbered as the page's, so that a complaint
  /// about line 30 is about line 30 of the page.
  std::vector<MarkedSource> blocks;
  std::vector<std::string> complaints; ///< a fence that is never closed
};

/// Reads the page of `check` from its text; `path` is where the page is.
Page readPage(llvm::StringRef check, llvm::StringRef path, llvm::StringRef text);

/// The page in docs/checks/ of every check in the catalog.
std::vector<Page> readPages();

} // namespace leash
