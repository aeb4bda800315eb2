// base-report: an earlier report of ours, read back for what it found.
#pragma once

#include "checks/core/model/finding.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace leash {

/// The findings of a SARIF log that Leash wrote: check, message, place and fingerprint. Those that were gone already,
/// and those that were suppressed, are left out. Errors begin with the name, and say what is wrong where; size and
/// nesting are bounded.
llvm::Expected<std::vector<Finding>> parseBaseReport(llvm::StringRef text, llvm::StringRef name);

llvm::Expected<std::vector<Finding>> readBaseReport(const std::string &file);

} // namespace leash
