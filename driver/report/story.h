// story: a finding in lines of plain text, for formats that have no better place for its steps.
#pragma once

#include "checks/core/model/finding.h"
#include "driver/report/paths.h"

#include "llvm/ADT/StringRef.h"

#include <string>

namespace leash {

/// What a check is called among those of other tools, and in a NOLINT: "leash-lock-order".
std::string ruleIdOf(llvm::StringRef check);

/// Where a finding is shown: at its own place, or where its story begins if it has none. May be unknown all the same.
const Place &shownPlace(const Finding &finding);

/// The file's name with nothing in it that a terminal or a log might obey, also where it begins a line.
std::string shownFile(llvm::StringRef file, bool unicode);

/// "src/cache.cpp:7:3", as far as it is known, with nothing in it that a terminal or a log might obey.
std::string position(const Place &place, Paths &paths, bool unicode);

/// "src/cache.cpp:7:3: " if a finding is shown elsewhere than it stands (changed-lines.h), for its message says "here";
/// else nothing.
std::string originUnlessAt(const Place &shown, const Finding &finding, Paths &paths);

/// What happens at a step, with its thread in front: "[worker] waits here".
std::string told(const Step &step);

/// The message, the numbered steps and the remedy, a line each, without one at the end. Printable (printable.h).
std::string storyOf(const Finding &finding, Paths &paths);

} // namespace leash
