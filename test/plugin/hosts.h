// hosts: the plugin in its clang-tidy and the program, as a test uses them.
#pragma once

#include "test/support/process.h"

#include "llvm/ADT/ArrayRef.h"

#include <set>
#include <string>
#include <vector>

namespace leash {

/// Runs clang-tidy with the plugin, with none but our checks on, from `directory` (see runProcess).
ProcessResult clangTidy(const std::string &directory, std::vector<std::string> arguments);

/// Runs `leash check`, findings as text.
ProcessResult leashCheck(const std::string &directory, std::vector<std::string> arguments);

/// Runs the program in clang-tidy's place.
ProcessResult leashDropIn(const std::string &directory, std::vector<std::string> arguments);

/// The findings in what a host printed, as "FILE:LINE:COLUMN: MESSAGE [leash-CHECK]", FILE being absolute.
std::set<std::string> findingsIn(const std::string &output);

/// The names of all checks in the catalog, to run a test once for each.
std::vector<std::string> checkNames();

struct Command {
  std::string file;
  std::vector<std::string> arguments;
};

/// Writes `directory`/compile_commands.json.
void writeDatabase(const std::string &directory, llvm::ArrayRef<Command> commands);

} // namespace leash
