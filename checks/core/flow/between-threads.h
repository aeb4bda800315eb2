// between-threads: places at which no other thread of the program's own can be running.
#pragma once

#include "checks/core/flow/call-sites.h"

namespace leash {

class Unit;

/// Whether none has been started before `site` in its function, and one has been joined there, or is started after it.
bool isBetweenThreads(const Site &site, const Unit &unit);

} // namespace leash
