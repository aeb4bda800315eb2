// spin-locks: atomics that stand for locks.
//
// Somewhere an atomic is set again and again until it wasn't set before, with nothing else to do meanwhile; elsewhere
// it is cleared, and nobody does anything else to it. Then who sets it takes a lock, and who clears it gives that back.
#pragma once

namespace leash {

class Unit;

/// Makes acquisitions and releases of what is done to such atomics, before anything follows locks. An attempt in the
/// loop that waits for its success blocks; another one tries. O(operations + loops * edges).
void recognizeSpinLocks(Unit &unit);

} // namespace leash
