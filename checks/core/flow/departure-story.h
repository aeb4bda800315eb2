// departure-story: how findings about references that leave tell their way.
#pragma once

#include "checks/core/flow/departure.h"
#include "checks/core/model/finding.h"

namespace leash {

class Unit;

/// Adds the steps that make the reference and hand it out.
void tellDeparture(const Departure &departure, Finding &finding);

/// Whether the callable changes what it refers to, so that a copy wouldn't do.
bool changesWhatItRefersTo(const Departure &departure, const Unit &unit);

/// Offers to capture by value instead, where that can be done.
void addCopyFix(const Departure &departure, const Unit &unit, Finding &finding);

} // namespace leash
