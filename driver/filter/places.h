// places: which findings the user wants to see, by where they and their steps stand.
#pragma once

#include "checks/core/model/finding.h"
#include "driver/filter/headers.h"
#include "driver/filter/lines.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

/// As clang-tidy decides it: a finding is wanted if it or one of its steps is in a wanted file, and it or one of its
/// steps on a wanted line. A bug often shows in a line that the change which brought it hasn't touched.
struct PlaceFilter {
  const HeaderFilter &headers;
  const LineFilter &lines;
  llvm::StringRef mainFile;

  bool wants(const Finding &finding) const {
    return any(finding, [this](const Place &place) { return headers.wants(place.file, mainFile); }) &&
           any(finding, [this](const Place &place) { return lines.wants(place.file, place.line); });
  }

private:
  template <typename Claim> static bool any(const Finding &finding, Claim claim) {
    return !finding.place.isKnown() || claim(finding.place) ||
           llvm::any_of(finding.steps, [&](const Step &step) { return step.place.isKnown() && claim(step.place); });
  }
};

} // namespace leash
