// excerpt: cuts a line to the screen and keeps track of where its mark is.

#include "driver/report/excerpt.h"
#include "driver/report/printable.h"

#include <algorithm>

namespace leash {

static constexpr unsigned TabWidth = 4;

static Glyph glyphAt(llvm::StringRef rest, unsigned column, bool unicode) {
  if (rest.front() != '\t')
    return firstGlyph(rest, unicode);
  unsigned width = TabWidth - column % TabWidth;
  return {std::string(width, ' '), width, 1};
}

static llvm::StringRef ellipsis(bool unicode) { return unicode ? "…" : "..."; }
static unsigned ellipsisWidth(bool unicode) { return unicode ? 1 : 3; }

namespace {
/// A range of bytes in a line.
struct Mark {
  size_t begin = 0;
  size_t end = 0;
};
} // namespace

static Mark markOf(const SourceFile &file, llvm::StringRef line, const Place &place) {
  Mark mark;
  mark.begin = mark.end = file.bytesBefore(place.line, place.column);
  if (place.endLine > place.line)
    mark.end = std::max(mark.begin, line.rtrim().size());
  else if (place.endLine == place.line && place.endColumn > place.column)
    mark.end = file.bytesBefore(place.line, place.endColumn);
  else if (mark.begin < line.size())
    mark.end = mark.begin + bytesOfFirstCharacter(line.substr(mark.begin));
  return mark;
}

/// The first byte to show so that the mark is on the screen: 0 if all of it, or enough of a long one, is there anyway.
static size_t windowStart(llvm::StringRef line, Mark mark, bool unicode) {
  unsigned column = 0;
  for (size_t i = 0; i < mark.end && column <= MaxExcerptWidth;) {
    Glyph glyph = glyphAt(line.substr(i), column, unicode);
    column += glyph.width;
    i += glyph.bytes;
    if (i > 4 * MaxExcerptWidth)
      column = MaxExcerptWidth + 1; // characters without a width don't make it long to look
  }
  if (column <= MaxExcerptWidth - ellipsisWidth(unicode) || mark.begin <= MaxExcerptWidth / 2)
    return 0;
  size_t start = mark.begin - std::min<size_t>(mark.begin, MaxExcerptWidth / 3);
  auto isInside = [&line](size_t i) { return i < line.size() && (line[i] & 0xC0) == 0x80; };
  for (size_t end = std::min(start + 3, mark.begin); start < end && isInside(start);)
    ++start;
  return start;
}

/// Fills the parts with the characters from `start` on, as many as fit.
static void fill(Excerpt &excerpt, llvm::StringRef line, size_t start, Mark mark, bool unicode) {
  unsigned column = 0;
  if (start > 0) {
    excerpt.before = ellipsis(unicode);
    column = ellipsisWidth(unicode);
  }
  excerpt.markColumn = column;
  const size_t limit = std::min(line.size(), start + 4 * MaxExcerptWidth);
  size_t i = start;
  while (i < limit) {
    Glyph glyph = glyphAt(line.substr(i), column, unicode);
    bool isLast = i + glyph.bytes == line.size();
    if (column + glyph.width > MaxExcerptWidth - (isLast ? 0 : ellipsisWidth(unicode)))
      break;
    std::string &part = i < mark.begin ? excerpt.before : i < mark.end ? excerpt.marked : excerpt.after;
    part += glyph.shown;
    column += glyph.width;
    i += glyph.bytes;
    if (i <= mark.begin)
      excerpt.markColumn = column;
    else if (i <= mark.end || excerpt.markWidth == 0)
      excerpt.markWidth = column - excerpt.markColumn;
  }
  if (i < line.size())
    excerpt.after += ellipsis(unicode);
}

std::optional<Excerpt> excerptOf(const SourceFile &file, const Place &place, bool unicode) {
  std::optional<llvm::StringRef> found = file.line(place.line);
  if (!found)
    return std::nullopt;
  Mark mark = markOf(file, *found, place);
  llvm::StringRef line = found->take_front(std::max(mark.end, found->rtrim().size()));

  Excerpt excerpt;
  excerpt.goesOn = place.endLine > place.line;
  fill(excerpt, line, windowStart(line, mark, unicode), mark, unicode);
  excerpt.markWidth = std::max(excerpt.markWidth, 1u);
  return excerpt;
}

std::string shownLine(llvm::StringRef line, bool unicode) {
  Excerpt excerpt;
  fill(excerpt, line.rtrim(), 0, {line.size(), line.size()}, unicode);
  return excerpt.before + excerpt.after;
}

} // namespace leash
