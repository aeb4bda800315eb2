// object-departure: objects that hand out a pointer to themselves, and end while it may still be used.
//
// A method gives a callable that has captured `this` to a thread, or leaves it with something that calls it back; a
// function does so with an object that it was given a pointer to, or with a local. Where that isn't the function's own,
// its callers are followed, up to whoever owns the object. It is all right if the thread is waited for, or what was
// left is taken back, before the object ends, or by its destructor.
#pragma once

#include "checks/core/flow/call-sites.h"
#include "checks/core/flow/keeping.h"
#include "checks/core/model/body.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace leash {

class Unit;

/// A pointer to an object that leaves.
struct ObjectDeparture {
  const Body *body = nullptr;
  const Operation *operation = nullptr; ///< the call or the assignment by which it leaves
  Object object;                        ///< in the terms of `body`
  EntityId type = NoEntity;             ///< its class, if it is known
  std::string name;                     ///< as it is written there: "this"
  Place place;                          ///< the capture, or the argument
  bool isCaptured = false;
  Keeping keeping; ///< in the terms of `body`
};

/// An object that ends too soon.
struct ObjectDangling {
  ObjectDeparture departure;
  std::vector<Site> callers; ///< the calls by which its owner comes to the departure, innermost first
  std::string owner;         ///< what ends, as it is written where it does; empty: the object, in its destructor
  Place end;
};

class ObjectDepartureReader {
public:
  /// For pointers that are kept in one way.
  ObjectDepartureReader(const Unit &unit, Keeping::How how);

  /// Pointers that leave in `body`, each of which is told of once.
  std::vector<ObjectDangling> read(const Body &body);

private:
  /// A departure as one of the functions sees that lead to it.
  struct View {
    Site site;
    Object object;
    Keeping keeping;
    std::vector<Site> callers;
  };

  void readCall(const Site &site);
  void readAssignment(const Site &site);
  std::vector<ObjectDeparture> heldBy(const Callable &callable, const Body &body) const;
  Object pointee(const Value &value, const Body &body) const;
  void follow(ObjectDeparture departure, const Site &site);
  bool followView(const ObjectDeparture &departure, const View &view);
  void followCallers(const ObjectDeparture &departure, const View &view);
  bool followHolders(const ObjectDeparture &departure, const View &view);
  bool isReplaced(const Operation &operation, const Body &method) const;
  bool ownersEndSafely(const Operation &end, const Object &object, const ObjectDeparture &departure) const;
  bool readEnders(const ObjectDeparture &departure);
  bool frees(const Operation &operation, const Object &object, const Body &body, unsigned depth) const;
  bool endIsSafe(EntityId type, const ObjectDeparture &departure, unsigned depth) const;
  const Body *destructorOf(EntityId type) const;
  void report(const ObjectDeparture &departure, const View &view, const Place &end, std::string owner);

  const Unit &unit_;
  Keeping::How how_;
  std::vector<std::vector<Site>> callers_;
  std::map<EntityId, std::vector<EntityId>> fields_;      ///< by class
  std::map<EntityId, std::vector<const Body *>> methods_; ///< by class, lambdas left out
  std::vector<ObjectDangling> found_;
};

} // namespace leash
