// locations: from places back to Clang's source locations.
#pragma once

#include "checks/core/model/place.h"

#include "clang/Basic/SourceLocation.h"

namespace clang {
class SourceManager;
}

namespace leash {

/// Where `place` begins; invalid if it is unknown or its file is none that the unit has read.
clang::SourceLocation locationOf(const Place &place, const clang::SourceManager &sources);

/// The bytes from where `place` begins to where it ends; invalid if either is.
clang::CharSourceRange rangeOf(const Place &place, const clang::SourceManager &sources);

} // namespace leash
