// path-facts: what the branches and assignments of one path have told about values.
#pragma once

#include "checks/core/flow/range.h"
#include "checks/core/model/body.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace leash {

class Unit;

/// The conditions under which a path is taken, as ranges of values, and what pointers were bound to on it.
class PathFacts {
public:
  /// What is known of `subject`; every value if nothing is.
  Range range(const Object &subject) const;
  /// Narrows `subject`; false if no value is left: the path can't be taken.
  bool assume(const Object &subject, const Range &range);
  /// False if the test can't hold here; records it otherwise.
  bool assume(const Test &test) { return assume(test.subject, Range::satisfying(test.relation, test.constant)); }
  void set(const Object &subject, const Range &range);
  /// Forgets what depends on the value of `object` or of anything inside of it.
  void forget(const Object &object, const Unit &unit);
  /// Forgets what other threads, or a new evaluation, may have changed: all but locals.
  void forgetVolatile(const Unit &unit);

  void bind(const Object &name, const Object &target) { bindings_[name] = target; }
  /// `object` with names replaced by what they are bound to.
  Object resolve(const Object &object) const;

  /// Keeps what holds on both paths; true if that is less than was known here.
  bool join(const PathFacts &other);
  /// Forgets everything about values.
  void widen() { ranges_.clear(); }

  friend bool operator==(const PathFacts &, const PathFacts &) = default;

private:
  std::map<Object, Range> ranges_;
  std::map<Object, Object> bindings_;
};

} // namespace leash
