// excerpt: one line of source as a terminal shows it, with the part that a place names.
#pragma once

#include "checks/core/model/place.h"
#include "driver/report/sources.h"

#include <optional>
#include <string>

namespace leash {

/// The line in three parts; `marked` is what the place names. Widths are columns on the screen.
struct Excerpt {
  std::string before;
  std::string marked;
  std::string after;
  unsigned markColumn = 0;
  unsigned markWidth = 0;
  bool goesOn = false; ///< the place continues on the next line
};

/// The widest line that is shown whole. A longer one is cut around the mark.
inline constexpr unsigned MaxExcerptWidth = 120;

/// The line that `place` begins in, or nothing if `file` doesn't have it. Tabs are expanded. O(MaxExcerptWidth),
/// however long the line is.
std::optional<Excerpt> excerptOf(const SourceFile &file, const Place &place, bool unicode);

/// `line` with tabs expanded, unprintable characters numbered, and its end cut off if it is too long.
std::string shownLine(llvm::StringRef line, bool unicode);

} // namespace leash
