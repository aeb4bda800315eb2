// concurrent-runs: which threads may be in a function, and on which object, as far as the unit shows it.
//
// Callers are followed up to where threads are started, and the object is named anew on each step. It is the same for
// several threads if it lives outside of the loop that starts them. What a thread has for itself, and what can't be
// named any more, counts for nobody; neither does a thread that comes with a lock held, or after an exchange that the
// others have lost.
#pragma once

#include "checks/core/flow/caller-locks.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/model/body.h"

#include <map>
#include <set>
#include <vector>

namespace leash {

class Unit;

/// A way by which threads get into a function.
struct Arrival {
  const Operation *start = nullptr; ///< that starts the thread; null: one that the unit doesn't start, as the main one
  Object object;                    ///< what it comes for, as it is called there
  bool isMany = false;              ///< several threads of this kind, all for the same object
  Site site = {};                   ///< of `start`, where it isn't an object that starts it for itself
};

class ConcurrentRuns {
public:
  explicit ConcurrentRuns(const Unit &unit);

  /// Who may come to `site` for `object`, a name in the terms of its function.
  std::vector<Arrival> arrivalsAt(const Site &site, const Object &object);

  /// Whether any of `some` and any of `others` are two threads that may come for one object.
  bool mayMeet(const std::vector<Arrival> &some, const std::vector<Arrival> &others) const;

  /// Whether a thread that the unit starts gets into `body`, for whatever object.
  bool isRunByThread(const Body &body) const { return inThreads_.contains(body.id); }

  CallerLocks &locks() { return locks_; }

private:
  struct Start {
    Site site;
    ThreadWork work;
    bool isRepeated = false; ///< by what is called there
  };

  struct Runners {
    const Operation *start = nullptr;
    bool areMany = false;
  };

  void walk(const Site &site, Object object, bool isForeign, unsigned depth);
  void walkKept(const Body &body, const Object &object, bool isForeign);
  void walkStart(const Start &start, const Object &object, bool isForeign);
  void walkCaller(const Site &caller, const Body &body, const Object &object, bool isForeign, unsigned depth);
  void add(Arrival arrival);
  void collectStarts(const Site &site);
  void collectPointers(const Operation &operation);
  Object throughPointer(const Object &object) const;
  Object throughLocal(const Object &object, const Body &body) const;
  bool isOwn(const Object &object, const Body &body) const;
  bool isCounter(const Object &variable) const;
  bool isChosenBy(const Expression &index, const Body &body) const;
  bool isNewEachTime(const Object &object, const Site &site) const;
  bool isRunAgain(const Body &body, const Object &object, unsigned depth) const;
  bool isHandedOutOften(const Body &body, const Object &object) const;
  bool startsInLoop(const Body &body) const;

  const Unit &unit_;
  CallerLocks locks_;
  std::map<BodyId, std::vector<Start>> starts_;    ///< by what they start
  std::map<BodyId, std::vector<Site>> handedOut_;  ///< by callable: where it is given to somebody
  std::map<EntityId, std::vector<Object>> leadTo_; ///< by pointer or reference that is a member: what it is given
  std::map<EntityId, Runners> runners_;            ///< by class: threads that its objects start for themselves
  std::map<EntityId, BodyId> bodies_;              ///< by function
  std::set<BodyId> inThreads_;
  std::vector<Arrival> found_;
  std::set<std::pair<BodyId, Object>> asked_;
};

} // namespace leash
