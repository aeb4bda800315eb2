// unit: one translation unit as plain data: its entities, bodies and summaries.

#include "checks/core/unit/unit.h"

namespace leash {

std::string Unit::spell(const Object &object) const {
  std::string text;
  switch (object.root) {
  case Root::Variable:
    text = entities[object.id].spelling;
    break;
  case Root::This:
    break;
  case Root::Expression:
    text = expressions[object.id].text;
    break;
  case Root::Result:
    text = "temporary";
    break;
  case Root::Unknown:
    text = "unknown";
    break;
  }
  bool isPointer = false;
  for (const PathElement &element : object.path) {
    switch (element.kind) {
    case PathElement::Field:
      if (!text.empty())
        text += isPointer ? "->" : ".";
      text += entities[element.id].spelling;
      isPointer = false;
      break;
    case PathElement::Deref:
      if (isPointer)
        text = "*" + text;
      isPointer = true;
      break;
    case PathElement::Index: {
      const std::string &index = element.id ? expressions[element.id].text : "";
      bool isRangeElement = element.id && expressions[element.id].key.empty();
      text = isRangeElement ? index : text + "[" + index + "]";
      isPointer = false;
      break;
    }
    }
  }
  if (text.empty())
    return "this";
  return isPointer ? "*" + text : text;
}

} // namespace leash
