// departure: references to locals that leave for another thread or another time, and whether the local outlives them.
//
// What refers: a capture by reference, a pointer in an init-capture, an address given to a thread. What may run later:
// what is given to a thread, a task, a pool, stored in something that lives longer, or returned. It is all right if the
// thread is joined, or its work awaited, before the local ends.
#pragma once

#include "checks/core/flow/call-sites.h"
#include "checks/core/model/body.h"

#include <set>
#include <string>
#include <vector>

namespace leash {

class Unit;

/// One reference that leaves.
struct Departure {
  const Body *body = nullptr;
  const Operation *operation = nullptr; ///< the call, the assignment that keeps the callable, or the return
  Object variable;                      ///< what is referred to
  std::string name;
  Place place; ///< the capture, or the address expression
  const Callable *callable = nullptr;
  const Capture *capture = nullptr;
  CallableUse use = CallableUse::Unknown;
  std::set<Object> handles = {}; ///< the thread or future by which the work can be awaited
};

/// A reference that outlives what it refers to.
struct Dangling {
  Departure departure;
  std::vector<Departure> callers; ///< of a parameter: the calls that give it what ends, innermost first
  Place end;                      ///< where the variable ends or changes
  bool changes = false;
};

/// Whose life is meant: that of a variable that each iteration of a loop has its own of, or that of any other local,
/// parameter or temporary.
enum class Life : uint8_t { Iteration, Scope };

/// Finds the references that leave and outlive what they refer to, for one kind of life.
class DepartureReader {
public:
  DepartureReader(const Unit &unit, Life life);

  /// References that leave in `body`. One simulation each.
  std::vector<Dangling> read(const Body &body);

private:
  void readCall(const Body &body, const Operation &operation);
  void readAssignment(const Body &body, const Operation &operation);
  void readReturn(const Body &body, const Operation &operation);
  void readCallable(const Body &body, const Operation &operation, uint32_t callable, CallableUse use);
  void follow(Departure departure);
  void followParameter(const Departure &departure);
  void followArgument(const Departure &inner, const Site &caller, const Departure &found,
                      std::vector<Departure> callers);
  const std::vector<Site> &callersOf(const Body &body);
  bool isOver(Departure &departure, Dangling &dangling) const;
  bool onlyWraps(const Body &body, const Operation &operation, const Object &variable) const;
  CallableUse useOf(const CallDetail &call, size_t argument) const;
  bool isOfEnclosing(const Body &body, const Entity &entity) const;
  Object variableOf(const Body &body, const Object &object) const;
  std::string nameOf(const Object &object) const;
  std::set<Object> handlesOf(const Body &body, const Operation &operation) const;
  bool isHandle(const Body &body, const Operation &operation, const Object &object) const;
  bool isAwaitedOneByOne(const Departure &departure) const;
  bool isReferenceParameter(const Object &object) const;

  const Unit &unit_;
  Life life_;
  std::vector<std::vector<Site>> callers_;
  std::vector<Dangling> found_;
};

} // namespace leash
