// value-sources: what a value or a decision comes from: which atomics were looked at for it, by how many locals and
// functions it ever went.
#pragma once

#include "checks/core/model/body.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace leash {

class Unit;

/// A look at an atomic, whose value may be another one by now.
struct Look {
  Object object; ///< in the terms of the function that is asked about
  uint32_t block = 0;
  uint32_t index = 0; ///< of the operation there that the value is for; past the last one: the block's condition

  friend bool operator<(const Look &a, const Look &b) {
    return std::tie(a.object, a.block, a.index) < std::tie(b.object, b.block, b.index);
  }
};

struct Sources {
  std::vector<Look> looks;
  std::set<EntityId> given; ///< parameters, and what a callable has a copy of: each call may have others
  bool isMade = false;      ///< an object that is allocated for it
  bool isEquality = false;  ///< a decision that asks whether two things are equal, none of them a constant
};

class ValueSources {
public:
  explicit ValueSources(const Unit &unit) : unit_(unit) {}

  /// Of what operation `index` of `block` gives its object, or returns; past the last one: of the condition.
  Sources of(const Body &body, uint32_t block, uint32_t index);

private:
  using Position = std::pair<uint32_t, uint32_t>;
  using Asked = std::set<std::tuple<BodyId, uint32_t, uint32_t>>;

  void collect(const Body &body, Position at, unsigned depth, Asked &asked, Sources &sources);
  void collectRead(const Body &body, const Object &object, Position at, unsigned depth, Asked &asked, Sources &sources);
  void collectReturned(const Body &body, const Object &result, unsigned depth, Asked &asked, Sources &sources);
  bool isCopied(const Body &body, EntityId variable) const;
  const std::vector<std::vector<uint32_t>> &predecessorsOf(const Body &body);
  std::vector<Position> definitions(const Body &body, const Object &variable, Position at);
  const std::map<Position, std::vector<const Ingredient *>> &ingredientsOf(const Body &body);

  const Unit &unit_;
  std::map<BodyId, std::map<Position, std::vector<const Ingredient *>>> ingredients_;
  std::map<BodyId, std::vector<std::vector<uint32_t>>> predecessors_;
};

} // namespace leash
