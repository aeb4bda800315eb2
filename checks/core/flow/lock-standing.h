// lock-standing: how a lock stands where something happens.
#pragma once

#include "checks/core/model/body.h"

#include <cstdint>
#include <map>
#include <utility>

namespace leash {

/// On which of the ways to an operation a lock is held there.
enum class Holding : uint8_t { Never, Sometimes, Always, Unknown };

/// How one lock stands right before an operation.
struct LockStanding {
  Holding holding = Holding::Never;
  bool isReached = false;              ///< some way leads there
  bool isGivenBack = false;            ///< by the function itself, on each of the ways
  const Operation *acquired = nullptr; ///< where it was taken, if it is held
  const Operation *released = nullptr; ///< where it was given back, on one of the ways at least
  bool isCallers = false;              ///< … though not taken before, on one of the ways: it was the caller's
};

/// What was found out so far of the locks of a unit. A copy of it begins with nothing, as that of a unit has other
/// operations.
class LockStandings {
public:
  /// Of one lock in one function: before each operation that some way leads to. Nothing, if there were too many ways.
  using InFunction = std::map<const Operation *, LockStanding>;
  struct Known {
    InFunction at;
    bool gaveUp = false;
  };

  LockStandings() = default;
  LockStandings(const LockStandings &) {}
  LockStandings &operator=(const LockStandings &) {
    known.clear();
    return *this;
  }

  std::map<std::pair<BodyId, Object>, Known> known;
};

} // namespace leash
