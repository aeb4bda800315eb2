// lock-contract: which locks a function expects its callers to hold, as far as it says so itself.
#pragma once

#include "checks/core/model/body.h"

#include <vector>

namespace leash {

class Unit;

/// What a function asserts, on every way through it, before it does anything about that lock.
struct AssertedLock {
  Object lock;          ///< in the function's terms
  bool isGuard = false; ///< it is a guard among the parameters, which has to own whatever lock it has
  Place place;
};

/// All that `body` asserts: by a call that dies otherwise, or by one whose answer decides whether it goes on. O(blocks
/// squared).
std::vector<AssertedLock> assertedLocks(const Body &body, const Unit &unit);

/// Whether `body` is there to assert that locks are held, and does nothing else: to call it is to assert.
bool isAssertion(const Body &body, const Unit &unit);

/// Whether `function` is named as one that is called with a lock held: evictLocked, size_unlocked, flushWithLockHeld.
/// Who asks or says whether something is locked isn't: isLocked, markUnlocked.
bool isNamedForHeldLock(const Entity &function);

/// What the caller of `call` calls `lock` means to the callee, in its terms; unknown if it has no name there. A
/// method's own object has no class in the answer.
Object inCallee(const Object &lock, const CallDetail &call, const Unit &unit);

/// Whether two locks, in any functions' terms, are the same by declaration: one may be a part of the other, or reached
/// from farther away.
bool isSameByDeclaration(const Object &a, const Object &b);

/// Whether `a` and `b`, locks in the terms of `body`, are two different ones for sure.
bool areSurelyTwo(const Object &a, const Object &b, const Body &body, const Unit &unit);

} // namespace leash
