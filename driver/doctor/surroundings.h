// surroundings: what the doctor says of all that a project isn't made of but that an analysis heeds.
#pragma once

#include "driver/check-options.h"
#include "driver/doctor/remark.h"
#include "driver/project.h"

namespace leash {

/// This program, and what it needs of LLVM.
Remarks remarksOnTool();

/// `.clang-tidy` and vocabulary files, and the checks that are switched on.
Remarks remarksOnConfiguration(const CheckOptions &options, const Project &project);

/// What new findings are told by: a baseline in the current directory, and the repository's history.
Remarks remarksOnBases();

} // namespace leash
