// edits: a fix as offsets into the files it changes.

#include "driver/report/edits.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace leash {

static std::optional<Edit> editOf(const Replacement &replacement, SourceFiles &sources) {
  const Place &place = replacement.place;
  const SourceFile &source = sources.open(place.file);
  bool hasEnd = place.endLine != 0;
  uint32_t endLine = hasEnd ? place.endLine : place.line;
  std::optional<size_t> begin = source.offset(place.line, place.column);
  std::optional<size_t> end = source.offset(endLine, hasEnd ? place.endColumn : place.column);
  if (!begin || !end || *end < *begin)
    return std::nullopt;
  return Edit{&replacement, &source, *begin, *end, place.line, endLine};
}

std::vector<Edit> editsOf(const Fix &fix, SourceFiles &sources) {
  std::vector<Edit> edits;
  for (const Replacement &replacement : fix.replacements) {
    std::optional<Edit> edit = editOf(replacement, sources);
    if (!edit)
      return {};
    edits.push_back(*edit);
  }
  // Two insertions in one place keep their order, which is that of their addresses.
  std::sort(edits.begin(), edits.end(), [](const Edit &a, const Edit &b) {
    return std::tie(a.replacement->place, a.replacement) < std::tie(b.replacement->place, b.replacement);
  });
  auto overlap = [](const Edit &a, const Edit &b) { return a.source == b.source && b.begin < a.end; };
  if (std::adjacent_find(edits.begin(), edits.end(), overlap) != edits.end())
    return {};
  return edits;
}

} // namespace leash
