// place: where in the user's source something stands, without any of Clang's types.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>

namespace leash {

/// A point or range in a source file. Lines and columns count from 1, columns in bytes, as compilers print them;
/// `end` is exclusive. A place without a file (line 0) is unknown.
struct Place {
  std::string file;
  uint32_t line = 0;
  uint32_t column = 0;
  uint32_t endLine = 0;
  uint32_t endColumn = 0;

  bool isKnown() const { return line != 0; }

  friend bool operator==(const Place &, const Place &) = default;
  friend bool operator<(const Place &a, const Place &b) {
    return std::tie(a.file, a.line, a.column, a.endLine, a.endColumn) <
           std::tie(b.file, b.line, b.column, b.endLine, b.endColumn);
  }
};

} // namespace leash
