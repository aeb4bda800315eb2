// selector: the words for the parts of a call.
#include "checks/core/vocabulary/selector.h"

namespace leash {

static std::optional<Selector> argument(Slot slot, llvm::StringRef number) {
  Selector selector{slot, 0};
  // Not getAsInteger alone: it would take "0x1".
  if (number.empty() || number.find_first_not_of("0123456789") != llvm::StringRef::npos ||
      number.getAsInteger(10, selector.argument))
    return std::nullopt;
  return selector;
}

std::optional<Selector> selectorCalled(llvm::StringRef words) {
  if (words == "this")
    return Selector{Slot::This, 0};
  if (words == "result")
    return Selector{Slot::Result, 0};
  if (words == "every argument")
    return Selector{Slot::EveryArgument, 0};
  if (words.consume_front("every argument from "))
    return argument(Slot::EveryArgument, words);
  if (words.consume_front("argument "))
    return argument(Slot::Argument, words);
  return std::nullopt;
}

std::string spelling(const Selector &selector) {
  switch (selector.slot) {
  case Slot::None:
    return {};
  case Slot::This:
    return "this";
  case Slot::Result:
    return "result";
  case Slot::Argument:
    return "argument " + std::to_string(selector.argument);
  case Slot::EveryArgument:
    return selector.argument == 0 ? "every argument" : "every argument from " + std::to_string(selector.argument);
  }
  return {};
}

llvm::StringRef knownSelectors() { return "this, result, argument N, every argument, every argument from N"; }

} // namespace leash
