// departure-story: how findings about references that leave tell their way.

#include "checks/core/flow/departure-story.h"

#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

void tellDeparture(const Departure &departure, Finding &finding) {
  bool isView = departure.capture && departure.capture->isView;
  finding.step(departure.place, (isView ? "takes a copy of '" : "takes a reference to '") + departure.name + "'");
  const Operation &operation = *departure.operation;
  std::string receiver = operation.verb == Verb::Return ? "the return"
                         : operation.call == NoIndex    ? "the assignment"
                                                        : "'" + departure.body->calls[operation.call].name + "'";
  finding.step(operation.place, receiver + (operation.verb == Verb::Return              ? " gives it to the caller"
                                            : departure.use == CallableUse::OtherThread ? " runs it on another thread"
                                                                                        : " keeps it for later"));
}

bool changesWhatItRefersTo(const Departure &departure, const Unit &unit) {
  if (!departure.callable || departure.callable->body == NoBody)
    return true;
  const Body &body = unit.body(departure.callable->body);
  auto isIt = [&](const Object &object) { return object.startsWith(departure.variable); };
  auto changes = [&](const Operation &operation) {
    bool isChange = operation.verb == Verb::Assign || operation.verb == Verb::Exchange ||
                    operation.verb == Verb::Escape || operation.verb == Verb::Move;
    if (isChange && (isIt(operation.object) || isIt(operation.other)))
      return true;
    if (operation.verb != Verb::Call || operation.call == NoIndex)
      return isChange ? false
                      : operation.verb != Verb::Use && operation.verb != Verb::Inspect && isIt(operation.object);
    const CallDetail &call = body.calls[operation.call];
    return (isIt(call.receiver) && !call.isConst) || llvm::any_of(call.arguments, [&](const Argument &argument) {
             return argument.isByReference && isIt(argument.value.object);
           });
  };
  return llvm::any_of(body.blocks, [&](const Block &block) { return llvm::any_of(block.operations, changes); });
}

void addCopyFix(const Departure &departure, const Unit &unit, Finding &finding) {
  const Capture *capture = departure.capture;
  bool isVariable = departure.variable.isVariable();
  if (changesWhatItRefersTo(departure, unit) || !capture || capture->isInit || capture->isView || !isVariable ||
      !unit.entity(departure.variable.id).isCopyable)
    return;
  if (!capture->isImplicit) {
    Place ampersand = capture->place;
    // The capture's location is its name; the ampersand stands right before it.
    if (ampersand.column < 2)
      return;
    ampersand.endLine = ampersand.line;
    ampersand.endColumn = ampersand.column;
    ampersand.column -= 1;
    finding.fixes.push_back({"capture '" + departure.name + "' by value", {{ampersand, ""}}});
    return;
  }
  const Place &introducer = departure.callable->place;
  if (introducer.endColumn < 2)
    return;
  Place end{introducer.file, introducer.endLine, introducer.endColumn - 1, introducer.endLine,
            introducer.endColumn - 1};
  finding.fixes.push_back({"capture '" + departure.name + "' by value", {{end, ", " + departure.name}}});
}

} // namespace leash
