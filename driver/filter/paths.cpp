// paths: one name for each file.

#include "driver/filter/paths.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace leash {

const std::string &RealPaths::of(llvm::StringRef file) {
  auto [known, isNew] = known_.try_emplace(file);
  if (isNew) {
    llvm::SmallString<256> absolute(file), real;
    llvm::sys::fs::make_absolute(directory_, absolute);
    llvm::sys::path::remove_dots(absolute);
    known->second = std::string(llvm::sys::fs::real_path(absolute, real) ? absolute.str() : real.str());
  }
  return known->second;
}

void RealPaths::apply(Place &place) {
  if (!place.file.empty())
    place.file = of(place.file);
}

void RealPaths::apply(Finding &finding) {
  apply(finding.place);
  for (Step &step : finding.steps)
    apply(step.place);
  for (Fix &fix : finding.fixes)
    for (Replacement &replacement : fix.replacements)
      apply(replacement.place);
}

} // namespace leash
