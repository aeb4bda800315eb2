// summarize: what each function of the unit does to its callers, callees first.
#pragma once

namespace leash {

class Unit;

/// Fills Unit::summaries and Unit::lockFlows, bottom-up over the call graph. Functions that call each other in a circle
/// see each other's summary as empty. Linear in the number of calls, apart from the simulations.
void summarize(Unit &unit);

} // namespace leash
