// lock-event: what one function does to locks that somebody has to know about besides how they end.
//
// An acquisition is what Infer calls a critical pair: a lock taken, and what was held at that moment (Blackshear,
// Gorogiannis, O'Hearn, Sergey: RacerD, OOPSLA 2018, and Infer's starvation analysis).
#pragma once

#include "checks/core/flow/range.h"
#include "checks/core/model/body.h"

#include <utility>
#include <vector>

namespace leash {

/// What a call's arguments must be for something to happen in the callee: by the parameter's index.
using ArgumentRanges = std::vector<std::pair<uint32_t, Range>>;

/// A lock that a function takes, itself or in a callee, without having given it back before.
struct Acquisition {
  Object lock;            ///< in the function's own terms
  bool isForeign = false; ///< … or, where it has no name there, in those of the callee that takes it
  TypeRole role = TypeRole::None;
  bool shared = false;
  Place place;               ///< of the acquisition, or of the call that leads to it
  std::string name;          ///< the lock as it is written at the acquisition itself
  std::string text;          ///< the statement at `place`
  BodyId callee = NoBody;    ///< where the call goes
  uint32_t inCallee = 0;     ///< index into the callee's acquisitions
  ArgumentRanges conditions; ///< it happens only then

  friend bool operator==(const Acquisition &, const Acquisition &) = default;
};

/// A statement of a function at which it waits for something else than a lock, itself or in a callee.
struct Blocking {
  Verb verb = Verb::None;
  Object givenBack;       ///< Wait: the lock that is given back meanwhile, or its guard, in the function's own terms
  bool isAdopted = false; ///< … which its caller had taken, under whatever name
  /// What else may have been given back, in the function's own terms: the locks, or their guards, that functions on the
  /// way do something to.
  std::vector<Object> touched;
  Place place;            ///< of the statement itself, or of the call that leads to it
  std::string name;       ///< what is waited for, as it is written at the statement itself; empty if it isn't
  BodyId callee = NoBody; ///< where the call goes
  uint32_t inCallee = 0;  ///< index into the callee's blockings

  friend bool operator==(const Blocking &, const Blocking &) = default;
};

/// A callable among a function's parameters that is called while a lock is held.
struct CallUnderLock {
  uint32_t parameter = 0;
  Object lock; ///< in the function's own terms
  bool shared = false;
  Place acquired;
  Place place; ///< of the call

  friend bool operator==(const CallUnderLock &, const CallUnderLock &) = default;
};

/// Something that is done to a lock, or to another one while it is held.
struct LockEvent {
  enum Kind : uint8_t {
    Taken,    ///< acquired for the first time
    Retaken,  ///< acquired though this function holds it already
    Nested,   ///< another lock is acquired while this one is held
    Called,   ///< a callable parameter is called while it is held
    Blocked,  ///< something else is waited for while it is held
    Returned, ///< given back though this thread doesn't hold it: given back before, not got, not owned by the guard
    Adopted,  ///< given back by hand, and then taken over by a guard as if it were held
    Doubled,  ///< given back by hand, and then by the guard that owned it
  } kind = Taken;
  const Operation *operation = nullptr; ///< what does it
  const Operation *release = nullptr;   ///< Returned: where it was given back before, if it was
  const Operation *before = nullptr;    ///< the acquisition by which the lock is held; Doubled: the guard's end
  bool wasShared = false;               ///< how it is held
  bool shared = false;                  ///< how it, or the other one, is acquired
  Object guard;                         ///< Returned, Doubled: the guard, if one plays a part
  bool isGivenBack = false;             ///< Blocked: this is the lock that a wait gives back meanwhile
  bool mayBeGivenBack = false;          ///< Blocked: … or may be
  Acquisition acquisition;              ///< Taken, Retaken, Nested: of what
  Blocking blocking;                    ///< Blocked: by what
  uint32_t parameter = 0;               ///< Called: which
  std::vector<const Edge *> decisions;  ///< that lead there
};

} // namespace leash
