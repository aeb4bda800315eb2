// lock-domain: how each operation of a function changes where a path stands towards one lock.
//
// One lock at a time: the property is small, so paths merge early, and locks don't multiply each other's states.
#pragma once

#include "checks/core/flow/lock-event.h"
#include "checks/core/flow/lock-exit.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/simulation.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>
#include <utility>
#include <vector>

namespace leash {

/// The client of a Simulation that follows `lock` through `body`. Summaries of callees must be in `unit`.
class LockDomain {
public:
  using Property = LockProperty;
  using State = SimulationState<LockProperty>;
  using Emit = llvm::function_ref<void(State)>;

  LockDomain(Object lock, const Body &body, const Unit &unit);

  void transfer(const Operation &operation, const State &state, Emit emit);
  /// What others have handed over is taken to throw: whoever takes a lock by hand doesn't know better.
  Throws throwsOf(const Operation &operation) const {
    Throws throws = leash::throwsOf(operation, body_, unit_);
    return throws == Throws::Handed ? Throws::Yes : throws;
  }
  void unwound(State &state, const Operation &operation, llvm::function_ref<bool(const Object &)> isDestroyed) const;

  /// Ways out of the scope of the lock's name.
  std::vector<LockExit> rounds;
  /// Everything that happened to it, in no order.
  std::vector<LockEvent> events;
  /// By event: the node of the simulation in which it was seen first.
  std::vector<uint32_t> eventNodes;
  /// The node that the simulation visits.
  const uint32_t *visiting = nullptr;

private:
  bool isMine(const Object &object, const State &state) const { return sameHere(state.facts.resolve(object), lock_); }
  static bool isGuard(const Object &object, const LockProperty &property) {
    return llvm::is_contained(property.guards, object);
  }
  static void knowGuard(LockProperty &property, const Object &guard) {
    if (guard.isKnown() && !isGuard(guard, property))
      property.guards.insert(llvm::upper_bound(property.guards, guard), guard);
  }
  void released(LockProperty &property) const;
  void releaseByHand(const Operation &operation, State &state);
  void giveBack(LockProperty &property) const;
  bool isAnswerGivenAway(const Operation &operation) const;
  void outcomes(const Operation &operation, const State &before, const State &after, Emit emit) const;
  void round(const State &state, const Operation &operation);
  bool mayGiveBackByContract(const Operation &operation, const CallDetail &call, const State &state) const;
  void call(const Operation &operation, const State &state, Emit emit);
  void applySummary(const LockSummary &summary, const CallDetail &call, const Operation &operation, const State &state,
                    std::vector<State> &states);
  bool losesSight(const CallDetail &call, const State &state) const;
  bool callableTouches(const Value &value) const;
  bool releases(const Argument &argument) const;
  bool releasesAtEnd(const Object &object, const State &state) const;
  static void keep(LockProperty &property, const Object &keeper);
  static void renameKeeper(LockProperty &property, const Object &result, const Object &name);
  LockChange changeBy(const Operation &operation, llvm::function_ref<bool(const Object &)> isMeant) const;
  void assigned(const Operation &operation, State &state);
  void acquired(const Operation &operation, State &state, const Object &guard, bool shared);
  void note(const Operation &operation, const State &state, Acquisition acquisition);
  void noteDirect(const Operation &operation, const State &state, const Object &object);
  void noteCallees(const Operation &operation, const State &state);
  bool isGivenBackByOtherName(const Acquisition &taken, const CallDetail &call, const State &state) const;
  void noteCallee(const Operation &operation, const State &state, const CallDetail &call);
  void noteRelease(LockEvent::Kind kind, const Operation &operation, const State &state, const Object &guard);
  void noteBlocking(const Operation &operation, const State &state, Blocking blocking);
  bool isMadeFrom(const Object &made, const Object &source) const;
  bool mayGiveBack(const Object &object, const State &state) const;
  void add(LockEvent event);
  bool mayHold(const ArgumentRanges &conditions, const CallDetail &call, const State &state) const;
  void guardPassed(const Operation &operation, const CallDetail &call, State &state);
  bool isLocal() const;
  ArgumentRanges conditionsOf(const State &state) const;

  Object lock_;
  TypeRole role_;
  const Body &body_;
  const Unit &unit_;
  bool isOneOfSeveral_ = false;            ///< a callable acts, and may be one of which only one runs
  std::set<const Operation *> givenAway_;  ///< acquisitions whose answer code that can't be seen decides by
  std::vector<const Operation *> endings_; ///< of locals whose destructors give some lock back
};

} // namespace leash
