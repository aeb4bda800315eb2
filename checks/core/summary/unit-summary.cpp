// unit-summary: takes the summaries out of a unit, and numbers anew what they speak of.

#include "checks/core/summary/unit-summary.h"

#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace leash {

namespace {

/// Calls the functions of `visitor` for every reference in a summary: entity(EntityId &), expression(uint32_t &) and
/// body(BodyId &).
template <typename Visitor> class References {
public:
  explicit References(Visitor &visitor) : visitor_(visitor) {}

  void of(FunctionSummary &summary) {
    for (LockSummary &each : summary.locks)
      of(each.lock);
    for (auto &[member, target] : summary.bindings) {
      of(member);
      of(target);
    }
    for (Acquisition &each : summary.acquisitions) {
      of(each.lock);
      visitor_.body(each.callee);
    }
    for (CallUnderLock &each : summary.callsUnderLock)
      of(each.lock);
    for (Blocking &each : summary.blockings) {
      of(each.givenBack);
      for (Object &touched : each.touched)
        of(touched);
      visitor_.body(each.callee);
    }
  }

  void of(Object &object) {
    if (object.root == Root::Variable || object.root == Root::This)
      visitor_.entity(object.id);
    else if (object.root == Root::Expression)
      visitor_.expression(object.id);
    for (PathElement &each : object.path)
      if (each.kind == PathElement::Field)
        visitor_.entity(each.id);
      else if (each.kind == PathElement::Index)
        visitor_.expression(each.id);
  }

  void of(StoredCallable &stored) {
    visitor_.body(stored.body);
    of(stored.keeper);
  }

private:
  Visitor &visitor_;
};

/// Applies `visitor` to all that the summary refers to.
template <typename Visitor> void visitReferences(UnitSummary &summary, Visitor &visitor) {
  References references(visitor);
  for (NamedEntity &each : summary.entities)
    visitor.entity(each.owner);
  for (SummarizedFunction &each : summary.functions) {
    visitor.entity(each.function);
    for (EntityId &parameter : each.parameters)
      visitor.entity(parameter);
    references.of(each.summary);
  }
  for (auto &[function, bodies] : summary.implementations) {
    visitor.entity(function);
    for (BodyId &body : bodies)
      visitor.body(body);
  }
  for (auto &[member, callables] : summary.storedCallables) {
    visitor.entity(member);
    for (StoredCallable &callable : callables)
      references.of(callable);
  }
  for (std::vector<EntityId> *ids : {&summary.settledFields, &summary.configuredLocks})
    for (EntityId &id : *ids)
      visitor.entity(id);
}

auto orderOf(const EntityName &name) { return std::tie(name.usr, name.ordinal, name.unit); }

/// What is spoken of at all.
class Collection {
public:
  explicit Collection(const Unit &unit) : unit_(unit) {}

  void entity(EntityId id) {
    for (; id != NoEntity && entities.insert(id).second;)
      id = unit_.entity(id).owner;
  }
  void expression(uint32_t id) {
    if (id != 0)
      expressions.insert(id);
  }
  void body(BodyId) {} // all are there

  std::set<EntityId> entities;
  std::set<uint32_t> expressions;

private:
  const Unit &unit_;
};

/// Old numbers to new ones.
class Renumbering {
public:
  void entity(EntityId &id) const { id = newOf(entities, id); }
  void expression(uint32_t &id) const { id = newOf(expressions, id); }
  void body(BodyId &id) const {
    if (id == NoBody)
      return;
    auto known = bodies.find(id);
    id = known == bodies.end() ? NoBody : known->second;
  }

  std::map<uint32_t, uint32_t> entities, expressions, bodies;

private:
  static uint32_t newOf(const std::map<uint32_t, uint32_t> &numbers, uint32_t id) {
    auto known = numbers.find(id);
    return known == numbers.end() ? 0 : known->second;
  }
};

class Extraction {
public:
  explicit Extraction(const Unit &unit) : unit_(unit) {}

  UnitSummary run() {
    for (const Body &body : unit_.bodies)
      if (body.function != NoEntity)
        result_.functions.push_back({body.function, body.parameters, body.place, unit_.summary(body.id)});
    for (const auto &[function, bodies] : unit_.implementations)
      result_.implementations.emplace_back(function, bodies);
    for (const auto &[member, callables] : unit_.storedCallables)
      result_.storedCallables.emplace_back(member, callables);
    result_.settledFields.assign(unit_.settledFields.begin(), unit_.settledFields.end());
    result_.configuredLocks.assign(unit_.configuredLocks.begin(), unit_.configuredLocks.end());
    number();
    renumber();
    order();
    return std::move(result_);
  }

private:
  void number() {
    Collection collection(unit_);
    visitReferences(result_, collection);
    std::vector<EntityId> entities(collection.entities.begin(), collection.entities.end());
    llvm::sort(entities, [&](EntityId a, EntityId b) {
      const Entity &left = unit_.entity(a), &right = unit_.entity(b);
      return std::tuple(orderOf(left.name), left.place, a) < std::tuple(orderOf(right.name), right.place, b);
    });
    result_.entities.emplace_back();
    for (EntityId id : entities) {
      numbers_.entities[id] = result_.entities.size();
      const Entity &entity = unit_.entity(id);
      result_.entities.push_back(
          {entity.name, entity.kind, entity.visibility, entity.role, entity.owner, entity.spelling, entity.qualified});
    }

    std::vector<uint32_t> expressions(collection.expressions.begin(), collection.expressions.end());
    llvm::sort(expressions, [&](uint32_t a, uint32_t b) {
      return std::tie(unit_.expressions[a].text, a) < std::tie(unit_.expressions[b].text, b);
    });
    result_.expressions.emplace_back();
    for (uint32_t id : expressions) {
      numbers_.expressions[id] = result_.expressions.size();
      result_.expressions.push_back(unit_.expressions[id].text);
    }
    numberBodies();
  }

  void numberBodies() {
    std::vector<size_t> order(result_.functions.size());
    for (auto [index, each] : llvm::enumerate(order))
      each = index;
    auto keyOf = [&](size_t index) {
      return std::pair(numbers_.entities.at(result_.functions[index].function), index);
    };
    llvm::sort(order, [&](size_t a, size_t b) { return keyOf(a) < keyOf(b); });
    std::vector<BodyId> ids;
    for (const Body &body : unit_.bodies)
      if (body.function != NoEntity)
        ids.push_back(body.id);
    std::vector<SummarizedFunction> sorted;
    for (size_t index : order) {
      numbers_.bodies[ids[index]] = sorted.size();
      sorted.push_back(std::move(result_.functions[index]));
    }
    result_.functions = std::move(sorted);
  }

  void renumber() { visitReferences(result_, numbers_); }

  void order() {
    llvm::sort(result_.implementations);
    llvm::sort(result_.storedCallables, llvm::less_first());
    llvm::sort(result_.settledFields);
    llvm::sort(result_.configuredLocks);
  }

  const Unit &unit_;
  UnitSummary result_;
  Renumbering numbers_;
};

/// Compares references with the tables.
class BoundsCheck {
public:
  explicit BoundsCheck(const UnitSummary &summary)
      : entities_(summary.entities.size()), expressions_(summary.expressions.size()),
        functions_(summary.functions.size()) {}

  void entity(EntityId id) { isGood &= id == NoEntity || id < entities_; }
  void expression(uint32_t id) { isGood &= id == 0 || id < expressions_; }
  void body(BodyId id) { isGood &= id == NoBody || id < functions_; }

  bool isGood = true;

private:
  const size_t entities_, expressions_, functions_;
};

} // namespace

bool isWhole(UnitSummary summary) {
  BoundsCheck check(summary);
  visitReferences(summary, check);
  return check.isGood;
}

UnitSummary summaryOf(const Unit &unit) { return Extraction(unit).run(); }

} // namespace leash
