// keeping: where a call leaves what it is given, for longer than the call lasts.
//
// A thread that is detached keeps its callable and what that is given until it ends; a thread object, a container, a
// member or a global until somebody takes it out of there. Callees are followed.
#pragma once

#include "checks/core/model/body.h"

#include <vector>

namespace leash {

class Unit;

struct Keeping {
  enum How : uint8_t {
    Detached, ///< by a thread for which nobody can wait any more
    Thread,   ///< by a thread that `place` stands for
    Stored,   ///< in `place`
  } how = Stored;
  Object place;
  const Operation *detached = nullptr; ///< where the thread is; null: in a callee, or by what it is made with

  friend bool operator==(const Keeping &, const Keeping &) = default;
};

/// Where `operation` of `body`, a call, leaves its argument number `argument`: a callable, or a pointer. Empty where
/// that can't be told.
std::vector<Keeping> keepingsOf(const Body &body, const Operation &operation, size_t argument, const Unit &unit);

} // namespace leash
