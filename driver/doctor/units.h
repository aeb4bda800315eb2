// units: what the doctor says of a project's units, without parsing them.
#pragma once

#include "driver/doctor/remark.h"
#include "driver/project.h"

namespace leash {

/// What would be analysed and what not; flags that are left out, compilers, sources that aren't there, C++20 modules.
Remarks remarksOnUnits(const Project &project);

/// Headers that aren't found, each with the number of units that need it. Reads the directives of all units; `jobs` as
/// in RunOptions.
Remarks remarksOnHeaders(const Project &project, unsigned jobs);

} // namespace leash
