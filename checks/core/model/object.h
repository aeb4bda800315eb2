// object: what an operation acts on, as a root and a path from there.
//
// Two different questions are asked about two objects, after Infer's starvation domain (Blackshear, Gorogiannis,
// O'Hearn, Sergey: RacerD, OOPSLA 2018): are they surely the same in one thread at one time, and could they be the same
// when two threads meet?
#pragma once

#include "checks/core/model/entity.h"

#include "llvm/ADT/SmallVector.h"

#include <compare>
#include <cstdint>

namespace leash {

enum class Root : uint8_t {
  Unknown,
  Variable,   ///< a global, local or parameter: `id` is its EntityId
  This,       ///< the object a method runs on: `id` is the class
  Result,     ///< what a call or an allocation yielded: `id` is the operation's result number
  Expression, ///< an expression that is none of these, by its canonical text: `id` is its ExpressionId
};

struct PathElement {
  enum Kind : uint8_t { Field, Deref, Index } kind = Field;
  uint32_t id = 0; ///< Field: EntityId; Index: ExpressionId of the index, 0 if any element is meant

  friend auto operator<=>(const PathElement &, const PathElement &) = default;
};

/// An object as one function sees it. Cheap to copy for the short paths that programs have.
struct Object {
  Root root = Root::Unknown;
  uint32_t id = 0;
  llvm::SmallVector<PathElement, 3> path;

  static Object variable(EntityId entity) { return {Root::Variable, entity, {}}; }
  static Object self(EntityId type) { return {Root::This, type, {}}; }
  static Object result(uint32_t number) { return {Root::Result, number, {}}; }
  static Object expression(uint32_t id) { return {Root::Expression, id, {}}; }

  bool isKnown() const { return root != Root::Unknown; }
  bool isVariable() const { return root == Root::Variable && path.empty(); }

  Object field(EntityId field) const { return with({PathElement::Field, field}); }
  Object deref() const { return with({PathElement::Deref, 0}); }
  Object index(uint32_t expression) const { return with({PathElement::Index, expression}); }
  Object with(PathElement element) const;

  /// True if this object is `prefix` or lies inside of it.
  bool startsWith(const Object &prefix) const;
  /// This object with its leading `prefix` exchanged for `replacement`; `startsWith(prefix)` must hold.
  Object rebased(const Object &prefix, const Object &replacement) const;
  /// The last field of the path, or NoEntity.
  EntityId lastField() const;
  /// What was declared that this object is, or is an element or pointee of: the last field, or else the variable.
  EntityId declaration() const;
  /// The object whose member the last field is; unknown if there is none.
  Object owner() const;

  friend bool operator==(const Object &a, const Object &b) {
    return a.root == b.root && a.id == b.id && a.path == b.path;
  }
  friend bool operator<(const Object &a, const Object &b);
};

/// Surely one object, asked within one thread at one moment: equal and known.
bool sameHere(const Object &a, const Object &b);

/// Possibly one object, asked across threads or functions: the same global, or the same field of two instances.
bool mayMeet(const Object &a, const Object &b);

} // namespace leash
