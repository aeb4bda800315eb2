// project: what is to be analysed: the compile database's commands, made fit for Clang.
#pragma once

#include "llvm/Support/Error.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace leash {

/// One translation unit and how to parse it.
struct CompileUnit {
  std::string file;      ///< absolute
  std::string directory; ///< absolute; relative paths of the command start here
  std::vector<std::string> command;
};

struct ProjectRequest {
  std::string buildDirectory = {};     ///< or the database itself; empty: look for it
  std::vector<std::string> files = {}; ///< files and directories; empty: everything in the database
  std::optional<std::vector<std::string>> fixedCommand = {}; ///< for `files`, instead of a database
  std::vector<std::string> extraArguments = {};              ///< appended to every command
};

struct Project {
  std::string database;                         ///< path; empty with a fixed command
  std::vector<CompileUnit> units;               ///< in the database's order
  unsigned duplicates = 0;                      ///< commands that differ from an earlier one in nothing that matters
  std::map<std::string, unsigned> droppedFlags; ///< flags that Clang doesn't know, and in how many units
  std::vector<std::string> otherLanguages;      ///< files that are neither C nor C++
};

/// Finds the compile database and the units that are asked for. An error says what to do about it.
llvm::Expected<Project> openProject(const ProjectRequest &request);

} // namespace leash
