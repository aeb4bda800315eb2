// locations: from places back to Clang's source locations.

#include "checks/tidy/locations.h"

#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"

namespace leash {

static clang::SourceLocation locationOf(llvm::StringRef file, unsigned line, unsigned column,
                                        const clang::SourceManager &sources) {
  if (line == 0 || column == 0)
    return {};
  clang::OptionalFileEntryRef entry = sources.getFileManager().getOptionalFileRef(file);
  return entry ? sources.translateFileLineCol(*entry, line, column) : clang::SourceLocation();
}

clang::SourceLocation locationOf(const Place &place, const clang::SourceManager &sources) {
  return locationOf(place.file, place.line, place.column, sources);
}

clang::CharSourceRange rangeOf(const Place &place, const clang::SourceManager &sources) {
  return clang::CharSourceRange::getCharRange(locationOf(place, sources),
                                              locationOf(place.file, place.endLine, place.endColumn, sources));
}

} // namespace leash
