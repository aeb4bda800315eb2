// object: comparing and rebasing objects.

#include "checks/core/model/object.h"

#include "checks/core/model/body.h"

#include <algorithm>
#include <tuple>

namespace leash {

Object Object::with(PathElement element) const {
  Object extended = *this;
  extended.path.push_back(element);
  return extended;
}

bool Object::startsWith(const Object &prefix) const {
  return root == prefix.root && id == prefix.id && path.size() >= prefix.path.size() &&
         std::equal(prefix.path.begin(), prefix.path.end(), path.begin());
}

Object Object::rebased(const Object &prefix, const Object &replacement) const {
  Object moved = replacement;
  moved.path.append(path.begin() + prefix.path.size(), path.end());
  return moved;
}

EntityId Object::lastField() const {
  for (auto element = path.rbegin(); element != path.rend(); ++element)
    if (element->kind == PathElement::Field)
      return element->id;
  return NoEntity;
}

EntityId Object::declaration() const {
  EntityId field = lastField();
  return field == NoEntity && root == Root::Variable ? id : field;
}

Object Object::owner() const {
  for (size_t length = path.size(); length-- > 0;)
    if (path[length].kind == PathElement::Field) {
      Object whole = *this;
      whole.path.resize(length);
      return whole;
    }
  return {};
}

bool operator<(const Object &a, const Object &b) {
  if (std::tie(a.root, a.id) != std::tie(b.root, b.id))
    return std::tie(a.root, a.id) < std::tie(b.root, b.id);
  return std::lexicographical_compare(a.path.begin(), a.path.end(), b.path.begin(), b.path.end());
}

bool sameHere(const Object &a, const Object &b) { return a.isKnown() && a == b; }

bool mayMeet(const Object &a, const Object &b) {
  if (!a.isKnown() || !b.isKnown())
    return false;
  EntityId fieldOfA = a.lastField(), fieldOfB = b.lastField();
  if (fieldOfA != NoEntity || fieldOfB != NoEntity)
    return fieldOfA == fieldOfB;
  return a.root == b.root && a.id == b.id;
}

} // namespace leash
