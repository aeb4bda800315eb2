// merged-report: the reports of all shards, made into the one that a single run would have written.
#pragma once

#include "driver/report/report.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace leash {

/// A report and the name of its file, for errors.
struct NamedReport {
  std::string name;
  RunSummary summary;
};

/// The whole that the shards are parts of. Its order is its own, not that of the reports. A report of a run that wasn't
/// divided is a whole already, and comes out as it is.
///
/// An error says which reports don't belong together: another version of Leash (which must be `toolVersion`), other
/// units or checks, a shard that is there twice, or isn't. Names of files are absolute after it: below the directory
/// that the shards ran in, if it is the same for all and is there, or else below `currentDirectory`.
llvm::Expected<RunSummary> mergedReport(std::vector<NamedReport> reports, llvm::StringRef toolVersion,
                                        const std::string &currentDirectory);

} // namespace leash
