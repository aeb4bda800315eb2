// caller-locks: whether a lock is held at a call, by the function that makes it or by those who call that one.
#pragma once

#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/lock-probe.h"
#include "checks/core/model/body.h"

#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace leash {

class Unit;

/// What is known of a lock at a call.
enum class AtCall : uint8_t {
  Held,
  Missing,
  Mixed,    ///< the function makes the call as its callers left it, and some of them hold the lock and others don't
  Needless, ///< nobody else can have the object that the lock is of
  Unknown,
};

class CallerLocks {
public:
  explicit CallerLocks(const Unit &unit);

  /// Whether `lock`, in the terms of `site.body`, is held at `site`. Callers are followed through any number of calls.
  AtCall at(const Site &site, const Object &lock);

  /// The calls of `body` that leave it without `lock`, a lock in its terms, each with the lock's name there.
  std::vector<std::pair<Site, Object>> callsWithout(const Body &body, const Object &lock);

  /// Who calls `body`, as far as the unit shows it.
  const std::vector<Site> &callersOf(const Body &body) const { return callers_[body.id]; }

  /// The locks that the function itself holds at `site` on every way, in its terms.
  std::vector<Object> heldBySelf(const Site &site) const;

private:
  struct Caller {
    Site site;
    Object lock; ///< unknown if it has no name there
  };

  std::vector<Caller> callersWith(const Body &body, const Object &lock) const;
  AtCall bySelf(const Site &site, const Object &lock) const;
  AtCall atCaller(const Caller &caller, const Body &body, const Object &lock);
  AtCall byCallers(const Body &body, const Object &lock);
  AtCall answerByCallers(const Body &body, const Object &lock);
  bool isExpected(const Body &body, const Object &lock) const;
  bool isUnshared(const Object &object, const Body &body, unsigned depth) const;
  bool isMadeHere(EntityId variable, const Body &body, unsigned depth) const;
  bool mayTakeUnseen(const Object &lock, const Body &body) const;
  bool takesItself(const Body &body, const Object &lock) const;

  const Unit &unit_;
  std::vector<std::vector<Site>> callers_; ///< by BodyId
  std::set<BodyId> departed_;              ///< callables that are kept, or run on another thread
  /// Which lock of which function, in its terms.
  using Question = std::pair<BodyId, Object>;
  static constexpr size_t NoDepth = std::numeric_limits<size_t>::max();
  std::map<Question, size_t> asked_;       ///< those that are being answered, each as deep as there were others before
  std::map<Question, AtCall> answers_;     ///< for good
  std::map<Question, AtCall> partAnswers_; ///< that left out some question which is being answered
  size_t questions_ = 0;                   ///< since the one from outside
  size_t outermost_ = NoDepth;             ///< the least depth of a question that was left out
};

} // namespace leash
