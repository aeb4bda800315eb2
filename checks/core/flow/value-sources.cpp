// value-sources: locals are followed back to what was assigned to them on the ways that lead here, calls to what the
// functions return.
#include "checks/core/flow/value-sources.h"

#include "checks/core/flow/callees.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

/// Calls that are followed, one inside of the other.
static constexpr unsigned DeepestCall = 3;

const std::map<ValueSources::Position, std::vector<const Ingredient *>> &ValueSources::ingredientsOf(const Body &body) {
  auto [known, isNew] = ingredients_.try_emplace(body.id);
  if (isNew)
    for (const Ingredient &each : body.ingredients)
      known->second[{each.block, each.index}].push_back(&each);
  return known->second;
}

const std::vector<std::vector<uint32_t>> &ValueSources::predecessorsOf(const Body &body) {
  auto [known, isNew] = predecessors_.try_emplace(body.id);
  if (isNew) {
    known->second.resize(body.blocks.size());
    for (uint32_t block = 0; block < body.blocks.size(); ++block)
      for (const Edge &edge : body.blocks[block].edges)
        known->second[edge.target].push_back(block);
  }
  return known->second;
}

/// The assignments to `variable` that may be the last ones before `at`.
std::vector<ValueSources::Position> ValueSources::definitions(const Body &body, const Object &variable, Position at) {
  std::vector<Position> found, open{at};
  std::set<uint32_t> seen;
  while (!open.empty()) {
    auto [block, end] = open.back();
    open.pop_back();
    const std::vector<Operation> &operations = body.blocks[block].operations;
    bool isFound = false;
    for (uint32_t index = std::min<size_t>(end, operations.size()); index-- > 0 && !isFound;) {
      isFound = operations[index].verb == Verb::Assign && operations[index].object == variable;
      if (isFound)
        found.push_back({block, index});
    }
    if (!isFound)
      for (uint32_t before : predecessorsOf(body)[block])
        if (seen.insert(before).second)
          open.push_back({before, static_cast<uint32_t>(body.blocks[before].operations.size())});
  }
  return found;
}

/// The callable that `body` is has a copy of its own.
bool ValueSources::isCopied(const Body &body, EntityId variable) const {
  if (!body.isLambda || body.parent == NoBody)
    return false;
  return llvm::any_of(unit_.body(body.parent).callables, [&](const Callable &callable) {
    return callable.body == body.id && llvm::any_of(callable.captures, [&](const Capture &capture) {
             return capture.variable == variable && capture.mode == Capture::ByCopy;
           });
  });
}

void ValueSources::collectRead(const Body &body, const Object &object, Position at, unsigned depth, Asked &asked,
                               Sources &sources) {
  EntityId declared = object.declaration();
  if (declared == NoEntity)
    return;
  const Entity &entity = unit_.entity(declared);
  if (entity.isAtomic) {
    sources.looks.push_back({object, at.first, at.second});
    return;
  }
  if (object.root != Root::Variable)
    return;
  const Entity &root = unit_.entity(object.id);
  bool isOwn = root.owner == body.function && (root.kind == EntityKind::Local || root.kind == EntityKind::Parameter);
  std::vector<Position> definitions;
  if (isOwn && object.isVariable())
    definitions = this->definitions(body, object, at);
  bool isParameter = llvm::is_contained(body.parameters, object.id);
  if ((isParameter && definitions.empty()) || isCopied(body, object.id))
    sources.given.insert(object.id);
  for (const Position &each : definitions)
    collect(body, each, depth, asked, sources);
}

/// What a function returns: the values, and, if they are constants, the conditions that choose among them.
void ValueSources::collectReturned(const Body &body, const Object &result, unsigned depth, Asked &asked,
                                   Sources &sources) {
  if (depth == DeepestCall)
    return;
  for (auto [at, each] : llvm::enumerate(body.blocks))
    for (auto [position, operation] : llvm::enumerate(each.operations)) {
      if (operation.verb != Verb::Call || Object::result(operation.result) != result)
        continue;
      Position here(at, position);
      for (const CallDetail &call : calleesOf(body, operation, unit_)) {
        const Body &callee = unit_.body(call.body);
        Sources inside;
        bool choosesConstant = false;
        for (auto [block, inner] : llvm::enumerate(callee.blocks))
          for (auto [index, returned] : llvm::enumerate(inner.operations))
            if (returned.verb == Verb::Return) {
              choosesConstant |= returned.value.kind == Value::Constant;
              collect(callee, {block, index}, depth + 1, asked, inside);
            }
        if (choosesConstant)
          for (auto [block, inner] : llvm::enumerate(callee.blocks))
            if (inner.edges.size() > 1)
              collect(callee, {block, inner.operations.size()}, depth + 1, asked, inside);
        sources.isMade |= inside.isMade;
        auto changes = [&](EntityId atomic) {
          return does(callee, unit_, [&](const Operation &each) {
            return (each.verb == Verb::Assign || each.verb == Verb::Exchange) && each.object.declaration() == atomic;
          });
        };
        for (const Look &look : inside.looks)
          if (Object there = inCaller(look.object, call, unit_);
              there.isKnown() && !changes(look.object.declaration())) // else its value is another one by now
            sources.looks.push_back({std::move(there), here.first, here.second});
      }
    }
}

void ValueSources::collect(const Body &body, Position at, unsigned depth, Asked &asked, Sources &sources) {
  if (!asked.insert({body.id, at.first, at.second}).second)
    return;
  const auto &ingredients = ingredientsOf(body);
  auto known = ingredients.find(at);
  if (known == ingredients.end())
    return;
  for (const Ingredient *each : known->second)
    switch (each->kind) {
    case Ingredient::Read:
      collectRead(body, each->object, at, depth, asked, sources);
      break;
    case Ingredient::Called:
      collectReturned(body, each->object, depth, asked, sources);
      break;
    case Ingredient::Made:
      sources.isMade = true;
      break;
    case Ingredient::Itself:
      sources.isEquality |= depth == 0;
      break;
    }
}

Sources ValueSources::of(const Body &body, uint32_t block, uint32_t index) {
  Sources sources;
  Asked asked;
  collect(body, {block, index}, 0, asked, sources);
  return sources;
}

} // namespace leash
