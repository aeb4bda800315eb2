// paths: one name for each file.

#include "driver/filter/paths.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace leash {

std::string realPath(llvm::StringRef path) {
  llvm::SmallString<256> real;
  return llvm::sys::fs::real_path(path, real) ? path.str() : std::string(real);
}

std::string pathInTree(llvm::StringRef file) {
  return realPath(llvm::sys::path::parent_path(file)) + "/" + llvm::sys::path::filename(file).str();
}

const std::string &RealPaths::of(llvm::StringRef file) {
  auto [known, isNew] = known_.try_emplace(file);
  if (isNew) {
    llvm::SmallString<256> absolute(file);
    llvm::sys::fs::make_absolute(directory_, absolute);
    llvm::sys::path::remove_dots(absolute);
    known->second = realPath(absolute);
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
  if (finding.suppression)
    apply(finding.suppression->place);
}

} // namespace leash
