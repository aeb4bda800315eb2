// promises: what a function does to a promise, on every way through it.
//
// One simulation per function and promise. A callee that can reach the promise is followed in the same way, in its own
// terms, and leaves its outcomes here. What goes out of sight, or may have been decided by what isn't followed (an
// exchange, a once flag, a member that was set along with the promise), is unknown from there on.
#pragma once

#include "checks/core/flow/range.h"
#include "checks/core/model/body.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace leash {

class Unit;

/// Where a path stands towards one promise.
enum class PromiseState : uint8_t {
  Untouched, ///< as it was when the function was called
  Unset,     ///< made here, or replaced by a new one
  Set,
  Given, ///< somebody else has taken it over
  Unknown,
};

/// What one way through a function comes to.
struct PromiseOutcome {
  PromiseState state = PromiseState::Untouched;
  bool isAsked = false;  ///< a decision on the way was about the object that holds the promise
  bool connects = false; ///< the function returns its future
  Range result;
  std::vector<std::pair<Object, Range>> changed; ///< members of `this` that have new values
  std::vector<std::pair<Object, Range>> assumed; ///< … that must have had these
};

/// A promise that is set again, or after it was given away.
struct SecondSet {
  const Operation *first = nullptr; ///< that set it or gave it away
  const Operation *second = nullptr;
  bool isGivenAway = false;
  bool isCaught = false; ///< an exception has led from the first to the second
  std::vector<const Edge *> decisions;
};

/// A promise that ends unset although somebody has its future.
struct BrokenPromise {
  const Operation *left = nullptr; ///< the return statement; null if the path just ends
  Place end;                       ///< where the promise's life ends
  std::vector<const Edge *> decisions;
};

/// All that a function does to one promise.
struct PromiseFlow {
  std::vector<PromiseOutcome> outcomes; ///< of normal ends
  std::vector<SecondSet> seconds;
  std::vector<BrokenPromise> broken;
  std::vector<BrokenPromise> unset; ///< normal ends of the function at which it is as it was
  bool sets = false;                ///< on some path
  bool givesAway = false;           ///< on some path

  bool touches() const;
};

class Promises {
public:
  explicit Promises(const Unit &unit);

  /// What `body` does to `promise`, which is named in its terms. Empty if nothing can be said.
  const PromiseFlow &follow(const Body &body, const Object &promise);

  /// The same for one run of `body` during which nobody else changes the members `own`, which have these values at its
  /// start.
  PromiseFlow followRun(const Body &body, const Object &promise, const std::map<EntityId, std::optional<int64_t>> &own);

  /// The promises that `body` or one of its callees sets or gets the future of, in its terms.
  const std::set<Object> &namedIn(const Body &body);

  /// `promise`, which is named in `body`'s terms, in those of the callee of `call`; unknown if it has no name there.
  Object inCallee(const Object &promise, const Body &body, const CallDetail &call) const;

  /// Whether a function other than `body` and than constructors puts a new promise, or a new owner of it, in its place.
  bool isReplacedElsewhere(const Object &promise, const Body &body) const;

  /// Whether no other function than `body` sets promises of this name, by way of whatever object.
  bool isSetOnlyIn(const Body &body, const Object &promise) const;

  /// Whether members of this name decide anything.
  bool isTested(EntityId field) const { return tested_.contains(field); }

private:
  void collect(const Body &body, const Operation &operation);
  void replaces(const Body &body, const Object &object);

  const Unit &unit_;
  std::map<std::pair<BodyId, Object>, std::unique_ptr<PromiseFlow>> flows_;
  std::map<BodyId, std::set<Object>> named_;
  std::map<EntityId, std::set<BodyId>> replaced_; ///< by field: who gives it a new value
  std::map<EntityId, std::set<Object>> setters_;  ///< by declaration: what it is set as
  std::map<EntityId, std::set<BodyId>> settingBodies_;
  std::set<EntityId> tested_;
};

/// Whether `operation` sets a promise that can be set but once, or runs a task that can.
bool setsPromise(const Operation &operation);

/// `object` is a promise that lives in `holder`, without a pointer between them.
bool isHeldBy(const Object &object, const Object &holder);

} // namespace leash
