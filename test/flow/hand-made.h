// hand-made: bodies of functions put together by hand, so that flow is tested without a line of C++.
#pragma once

#include "checks/core/unit/unit.h"

namespace leash::test {

/// A unit with one function in it. Block 0 is its entry, block 1 its exit; both exist from the start.
class HandMade {
public:
  HandMade();

  EntityId local(std::string name, TypeRole role = TypeRole::None);
  EntityId global(std::string name, TypeRole role = TypeRole::None);

  uint32_t block();
  /// A way from one block to another, taken if `tests` hold.
  void edge(uint32_t from, uint32_t to, std::vector<Test> tests = {}, bool isBack = false);
  /// An operation at the end of `block`. The reference lasts until the next call.
  Operation &operation(uint32_t block, Verb verb, Object object = {});
  /// A call named `name` on `receiver` whose result has a number of its own, see Operation::result.
  Operation &call(uint32_t block, std::string name, Object receiver = {});

  Body &body() { return unit.bodies.front(); }

  Unit unit;

private:
  EntityId entity(EntityKind kind, Visibility visibility, std::string name, TypeRole role);
  uint32_t results_ = 0;
};

inline Test is(Object subject, int64_t value) { return {Test::Equal, std::move(subject), value}; }
inline Test isNot(Object subject, int64_t value) { return {Test::NotEqual, std::move(subject), value}; }

} // namespace leash::test
