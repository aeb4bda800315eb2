// changed-lines: the lines that a change has touched, as they are numbered now.

#include "driver/report/changed-lines.h"

#include "driver/report/story.h"

#include "llvm/ADT/STLExtras.h"

#include <cstdint>

namespace leash {

void ChangedLines::add(llvm::StringRef file, unsigned firstLine, unsigned lastLine) {
  ranges_[file].emplace_back(firstLine, lastLine);
}

void ChangedLines::addWhole(llvm::StringRef file) { add(file, 1, UINT32_MAX); }

bool ChangedLines::has(llvm::StringRef file, unsigned line) const {
  auto ranges = ranges_.find(file);
  return ranges != ranges_.end() && llvm::any_of(ranges->second, [line](const auto &range) {
           return range.first <= line && line <= range.second;
         });
}

static bool beginsIn(const ChangedLines &changed, const Place &place) {
  return place.isKnown() && changed.has(place.file, place.line);
}

/// The part of the place that has changed lines only.
static Place changedPart(Place place, const ChangedLines &changed) {
  for (unsigned line = place.line + 1; line <= place.endLine; ++line)
    if (!changed.has(place.file, line)) {
      place.endLine = place.line;
      place.endColumn = 0;
      break;
    }
  return place;
}

Place placeInChange(const Finding &finding, const ChangedLines &changed) {
  const Place &own = shownPlace(finding);
  if (beginsIn(changed, own))
    return changedPart(own, changed);
  auto step = llvm::find_if(finding.steps, [&](const Step &each) { return beginsIn(changed, each.place); });
  return step == finding.steps.end() ? own : changedPart(step->place, changed);
}

} // namespace leash
