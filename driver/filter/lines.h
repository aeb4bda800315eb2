// lines: which lines' findings the user wants to see, such as those that a change has touched.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <utility>
#include <vector>

namespace leash {

/// Without a list all lines are wanted.
class LineFilter {
public:
  LineFilter() = default;

  /// Reads the value of --line-filter: [{"name": "src/a.cpp", "lines": [[1, 3], [7, 7]]}, {"name": "b.h"}]. An error
  /// says where it isn't one.
  static llvm::Expected<LineFilter> parse(llvm::StringRef text);

  bool wantsAll() const { return files_.empty(); }

  /// As clang-tidy decides it: the first entry whose name `file` ends with has the say, and wants all lines if it names
  /// none; lines of other files aren't wanted.
  bool wants(llvm::StringRef file, unsigned line) const;

private:
  struct File {
    std::string name;
    std::vector<std::pair<unsigned, unsigned>> ranges; ///< first and last line
  };

  std::vector<File> files_;
};

} // namespace leash
