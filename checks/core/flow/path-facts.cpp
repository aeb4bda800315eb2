// path-facts: what the branches and assignments of one path have told about values.

#include "checks/core/flow/path-facts.h"

#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

Range PathFacts::range(const Object &subject) const {
  auto known = ranges_.find(subject);
  return known == ranges_.end() ? Range() : known->second;
}

bool PathFacts::assume(const Object &subject, const Range &range) {
  Range narrowed = this->range(subject).meet(range);
  if (narrowed.isEmpty())
    return false;
  set(subject, narrowed);
  return true;
}

void PathFacts::set(const Object &subject, const Range &range) {
  if (range.isFull())
    ranges_.erase(subject);
  else
    ranges_.insert_or_assign(subject, range);
}

static bool reads(const Object &subject, const Object &changed, const Unit &unit) {
  if (subject.startsWith(changed))
    return true;
  auto expressionReads = [&](uint32_t id) {
    return llvm::any_of(unit.expressions[id].reads,
                        [&](const Object &read) { return read.startsWith(changed) || changed.startsWith(read); });
  };
  if (subject.root == Root::Expression && expressionReads(subject.id))
    return true;
  return llvm::any_of(subject.path, [&](const PathElement &element) {
    return element.kind == PathElement::Index && expressionReads(element.id);
  });
}

void PathFacts::forget(const Object &object, const Unit &unit) {
  std::erase_if(ranges_, [&](const auto &fact) { return reads(fact.first, object, unit); });
  std::erase_if(bindings_, [&](const auto &binding) { return reads(binding.first, object, unit); });
}

/// A member that stays as it is, of an object that the function has one name for.
static bool isSettled(const Object &subject, const Unit &unit) {
  bool isNamed = subject.root == Root::This ||
                 (subject.root == Root::Variable && unit.entity(subject.id).visibility == Visibility::Function);
  return isNamed && subject.lastField() != NoEntity && llvm::all_of(subject.path, [&](const PathElement &each) {
           return each.kind == PathElement::Deref ||
                  (each.kind == PathElement::Field && unit.settledFields.contains(each.id));
         });
}

void PathFacts::forgetVolatile(const Unit &unit) {
  std::erase_if(ranges_, [&](const auto &fact) {
    const Object &subject = fact.first;
    if (isSettled(subject, unit))
      return false;
    switch (subject.root) {
    case Root::Variable:
      return !subject.path.empty() || unit.entity(subject.id).visibility != Visibility::Function;
    case Root::Expression:
      return unit.expressions[subject.id].isVolatile;
    default:
      return true;
    }
  });
}

Object PathFacts::resolve(const Object &object) const {
  Object resolved = object;
  for (size_t hops = 0; hops <= bindings_.size(); ++hops) {
    auto binding = llvm::find_if(bindings_, [&](const auto &each) { return resolved.startsWith(each.first); });
    if (binding == bindings_.end())
      break;
    resolved = resolved.rebased(binding->first, binding->second);
  }
  return resolved;
}

bool PathFacts::join(const PathFacts &other) {
  bool changed = false;
  for (auto fact = ranges_.begin(); fact != ranges_.end();) {
    Range joined = fact->second.join(other.range(fact->first));
    if (joined == fact->second) {
      ++fact;
      continue;
    }
    changed = true;
    if (joined.isFull())
      fact = ranges_.erase(fact);
    else
      (fact++)->second = joined;
  }
  changed |= std::erase_if(bindings_, [&](const auto &binding) {
               auto same = other.bindings_.find(binding.first);
               return same == other.bindings_.end() || !(same->second == binding.second);
             }) != 0;
  return changed;
}

} // namespace leash
