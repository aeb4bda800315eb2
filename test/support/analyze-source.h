// analyze-source: what all checks together say about a program.
#pragma once

#include "checks/core/model/finding.h"
#include "test/support/marked-source.h"

#include "llvm/Support/Error.h"

#include <vector>

namespace leash {

/// Parses the program against the system's real headers and runs every check of the catalog over it. An error tells
/// what the compiler complained about, or that Leash crashed (if llvm::CrashRecoveryContext is enabled). May be called
/// from several threads.
llvm::Expected<std::vector<Finding>> analyzeSource(const MarkedSource &source);

} // namespace leash
