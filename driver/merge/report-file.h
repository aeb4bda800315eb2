// report-file: a report of ours in JSON, read back as what it was written from.
//
// The file may come from somebody else's machine: it is bounded, and nothing in it is believed without having the type
// and the range that writeJson() gives it.
#pragma once

#include "driver/report/report.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace leash {

/// Reads what writeJson() wrote, all but the seconds. Names of files are left as they are written, relative ones seen
/// from the summary's `baseDirectory`, which is that of the run. An error names the member that is wrong.
llvm::Expected<RunSummary> parseReport(llvm::StringRef text, llvm::StringRef name);
llvm::Expected<RunSummary> readReport(const std::string &file);

/// Makes the names of all files absolute, as they are below `directory`.
void settleIn(const std::string &directory, RunSummary &summary);

} // namespace leash
