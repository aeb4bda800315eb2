// state-locks: under which locks others change what a wait is about.
#pragma once

#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/condition-waits.h"

#include <optional>
#include <vector>

namespace leash {

class Unit;

/// Why a wait gives back a lock that doesn't do what it is for.
struct WrongLock {
  enum Kind : uint8_t {
    Own,     ///< nobody else can take it
    NotHeld, ///< it isn't held there, but `lock` is
    Other,   ///< `other` waits for the same condition, and gives back `lock`
    State,   ///< everybody makes `change`, and others like it, under `lock`
  } kind = Own;
  Object lock;
  const ConditionWait *other = nullptr;
  Site change;
};

/// Answers for one unit.
class StateLocks {
public:
  explicit StateLocks(const Unit &unit) : unit_(unit), waits_(conditionWaits(unit)) {}

  const std::vector<ConditionWait> &waits() const { return waits_; }

  /// What is wrong with the lock of `wait`, one of waits(); nothing if it can't be told that anything is.
  std::optional<WrongLock> wrongLock(const ConditionWait &wait);
  /// Whether that is why `changed` is changed without it.
  bool isWaitsFault(const ConditionWait &wait, EntityId changed);
  /// What is held there for certain: by the function, or by all of its callers.
  std::vector<Object> heldAtChange(const Site &change);

private:
  std::optional<WrongLock> wrongByItself(const ConditionWait &wait);
  std::optional<WrongLock> wrongForState(const ConditionWait &wait, EntityId changed);
  bool guardsAnother(const ConditionWait &wait, EntityId changed);
  const ConditionWait *waitWithOther(const ConditionWait &wait) const;
  Object heldInstead(const ConditionWait &wait);
  const std::vector<Site> &callersOf(const Body &body);

  const Unit &unit_;
  std::vector<ConditionWait> waits_;
  std::vector<std::vector<Site>> callers_; ///< by BodyId
};

/// Whether a lock may have other names: it is reached through a pointer or a reference.
bool mayHaveOtherNames(const Object &lock, const Unit &unit);

} // namespace leash
