// stored-callables: which callables the unit stores in which members and globals.
//
// Field-sensitive, instance-insensitive: a member of a class holds whatever is stored in that member of any instance. A
// function that stores its parameter stores what its callers pass.
#pragma once

namespace leash {

class Unit;

/// Fills Unit::storedCallables. Linear in the number of calls, times the depth of setters that call setters.
void findStoredCallables(Unit &unit);

} // namespace leash
