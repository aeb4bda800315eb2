// call-sites: who calls a function, as far as the unit shows it.
#pragma once

#include "checks/core/model/body.h"

#include <vector>

namespace leash {

class Unit;

/// An operation, by where it stands.
struct Site {
  const Body *body = nullptr;
  uint32_t block = 0;
  uint32_t index = 0;

  const Operation &operation() const { return body->blocks[block].operations[index]; }
};

/// By BodyId: the operations of other bodies that may call it, directly, virtually, or by a callable that is stored or
/// handed on and called at once. O(operations).
std::vector<std::vector<Site>> callSites(const Unit &unit);

} // namespace leash
