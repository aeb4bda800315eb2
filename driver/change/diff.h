// diff: which lines a change has touched.
#pragma once

#include "driver/change/change.h"
#include "driver/change/git.h"
#include "driver/report/changed-lines.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace leash {

/// The lines of today that the base doesn't have. A file whose name git writes in quotes (a control character is in it)
/// has none.
llvm::Expected<ChangedLines> changedLines(const Change &change, const Git &git);

/// The same out of the text of a diff without context, of files below `root`. Text that is no such diff has no lines.
ChangedLines parseDiff(llvm::StringRef diff, llvm::StringRef root);

} // namespace leash
