// command-drop-in: the program in the place of clang-tidy.
//
// run-clang-tidy, clang-tidy-diff, CMake and editors start a program with clang-tidy's options and read what it prints.
// Without a subcommand, Leash is that program. The options are those of `leash check`, under clang-tidy's names. What
// differs is what such a caller relies on: findings are warnings and printed as clang-tidy prints them, the exit status
// tells errors alone, headers are left out unless they are asked for, names of other tools' checks are no mistakes, and
// a file that the database doesn't list is compiled as its neighbours are.

#include "driver/check-options.h"
#include "driver/commands.h"

namespace leash {

int runDropInCommand(llvm::ArrayRef<const char *> arguments, Streams streams) {
  llvm::Expected<CheckOptions> options = parseCheckOptions(arguments, Audience::ClangTidysCaller);
  return options ? runAnalysis(*options, streams) : fail(options.takeError(), streams);
}

} // namespace leash
