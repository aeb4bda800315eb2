// commands-of-base: how units were compiled at the base, as far as the repository says so.
#pragma once

#include "driver/change/change.h"
#include "driver/project.h"

#include "llvm/Support/Error.h"

#include <set>
#include <string>
#include <vector>

namespace leash {

struct OtherCommands {
  std::set<const CompileUnit *> units; ///< those with another command at the base, or none
  std::vector<std::string> notes;      ///< what can't be told
};

/// Compares the commands of `project` with those of the base where its compile database is a file of the repository.
/// Otherwise the database is the build's, and nobody has the one of the base: that is noted if files were changed from
/// which it is made.
llvm::Expected<OtherCommands> commandsThatDiffer(const Change &change, const Git &git, const Project &project);

} // namespace leash
