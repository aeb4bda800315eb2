// commands: the subcommands, one file each (command-<name>.cpp), and the program without one.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace llvm {
class raw_ostream;
}

namespace leash {

struct CheckOptions;
struct RunSummary;

/// Where a command speaks: answers on `out`, all else on `err`.
struct Streams {
  llvm::raw_ostream &out;
  llvm::raw_ostream &err;
};

int runCheckCommand(llvm::ArrayRef<const char *> arguments, Streams streams);
int runAffectedCommand(llvm::ArrayRef<const char *> arguments, Streams streams);
int runBaselineCommand(llvm::ArrayRef<const char *> arguments, Streams streams);
int runMergeCommand(llvm::ArrayRef<const char *> arguments, Streams streams);
int runDoctorCommand(llvm::ArrayRef<const char *> arguments, Streams streams);
int runListCommand(llvm::ArrayRef<const char *> arguments, Streams streams);
int runExplainCommand(llvm::ArrayRef<const char *> arguments, Streams streams);
int runShowCommand(llvm::ArrayRef<const char *> arguments, Streams streams);

/// The program in clang-tidy's place: `leash OPTION… FILE…`.
int runDropInCommand(llvm::ArrayRef<const char *> arguments, Streams streams);

/// What `leash check` and the drop-in share, once they know what they were asked to do.
int runAnalysis(const CheckOptions &options, Streams streams);

/// Writes every report that was asked for, tells stderr the rest, and returns the exit status: Misused if a report
/// can't be written, else what the run comes to.
int report(const RunSummary &summary, const CheckOptions &options, Streams streams);

std::string checkHelp();
std::string affectedHelp();
std::string baselineHelp();
std::string mergeHelp();
std::string doctorHelp();
std::string listHelp();
std::string explainHelp();
std::string showHelp();

/// "leash 0.1.0\nLLVM 19.1.7\n"
std::string versionText();

/// Writes "leash: WORDS" to stderr. File names, flags and messages in it may be anybody's: its lines stay lines, but
/// what could steer a terminal, or the runner whose log this is, is shown by its number.
void tell(llvm::StringRef words, Streams streams);

/// Says what went wrong and returns the exit status for it.
int fail(llvm::Error error, Streams streams);

} // namespace leash
