// leash: the program as a function.
#pragma once

namespace llvm {
class raw_ostream;
}

namespace leash {

/// What the program's exit status says. docs/program.md and `leash check --help` tell users the same.
enum ExitCode : int {
  Clean = 0,      ///< nothing found; or --exit-zero, and the analysis ran
  Found = 1,      ///< some finding is a warning or an error
  Misused = 2,    ///< usage, configuration or internal error: nothing is claimed about the code
  Incomplete = 3, ///< some unit couldn't be analysed. Wins over Found: "no finding there" would not be known
};

/// Runs the program: findings and answers go to `out`, all else to `err`. Safe to call again and again, not from two
/// threads at once (crash recovery is the process's).
int leashMain(int argc, const char **argv, llvm::raw_ostream &out, llvm::raw_ostream &err);

} // namespace leash
