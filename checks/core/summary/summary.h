// summary: what a function does that its callers need to know, in the callers' terms.
#pragma once

#include "checks/core/flow/lock-event.h"
#include "checks/core/flow/range.h"
#include "checks/core/model/body.h"

#include <vector>

namespace leash {

/// The net effect of a call on one lock.
enum class LockChange : uint8_t {
  None,
  Acquired,
  AcquiredShared,
  Released, ///< given back without having been acquired: the caller held it
  Unknown,  ///< differs from path to path, or went out of sight
};

/// "none", "acquired", "acquired-shared", "released" or "unknown".
std::string_view spelling(LockChange change);
std::optional<LockChange> lockChangeCalled(std::string_view word);

/// One lock that a function touches, by parameter, `this`, global or captured variable, and what becomes of it for each
/// range of results. A function that returns nothing has one outcome.
struct LockSummary {
  struct Outcome {
    Range result;
    LockChange change = LockChange::None;
    friend bool operator==(const Outcome &, const Outcome &) = default;
  };
  Object lock;
  std::vector<Outcome> outcomes;
  Place acquired;          ///< where the lock was taken that the caller gets
  bool isGuards = false;   ///< held by an object that gives it back by itself
  bool isReturned = false; ///< … which is what the function returns

  bool changesAnything() const;

  friend bool operator==(const LockSummary &, const LockSummary &) = default;
};

/// What becomes of one argument.
struct ParameterSummary {
  CallableUse callable = CallableUse::Unknown; ///< if it is called: when
  bool isInResult = false;                     ///< kept by what the function returns, and by nobody else
  bool isRead = false;                         ///< somebody looks at its value
  bool isReadFirst = false;                    ///< … at the value that the caller gave, before writing another
  bool escapes = false;                        ///< its address reaches code that can't be seen

  friend bool operator==(const ParameterSummary &, const ParameterSummary &) = default;
};

/// A callable that is stored in a member or a global.
struct StoredCallable {
  BodyId body = NoBody;
  /// The object whose member it is stored in, in the callable's own terms; unknown if it has no name there.
  Object keeper;

  friend bool operator==(const StoredCallable &, const StoredCallable &) = default;
};

struct FunctionSummary {
  Throws throws = Throws::Unknown;
  Place throwPlace;
  std::vector<LockSummary> locks;
  std::vector<std::pair<Object, Object>> bindings; ///< what a method makes a member refer to, by parameter
  std::vector<ParameterSummary> parameters;
  std::vector<Acquisition> acquisitions; ///< locks that it takes, itself or in a callee
  std::vector<CallUnderLock> callsUnderLock;
  std::vector<Blocking> blockings; ///< where it waits for something else than a lock, itself or in a callee
  bool mayBlock = false;           ///< waits for another thread, here or in a callee
  bool exchanges = false;          ///< tries to take a lock, or changes an atomic by what it read, here or in a callee
  bool gaveUp = false;

  const LockSummary *lock(const Object &lock) const;

  friend bool operator==(const FunctionSummary &, const FunctionSummary &) = default;
};

} // namespace leash
