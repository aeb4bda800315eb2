// stored-error: an error that is kept in a variable, and whether somebody looks at it before it is gone.

#include "checks/core/flow/stored-error.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

ErrorDomain::ErrorDomain(const StoredError &error, const Body &body, const Unit &unit)
    : error_(error), body_(body), unit_(unit) {
  std::set<Object> results;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      isLookedAtSomewhere_ |= operation.verb != Verb::Assign && looks(operation);
      if (operation.verb == Verb::Produce && operation.object.root == Root::Result)
        results.insert(operation.object);
    }
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Assign && operation.object.isVariable() && !isHolder(operation.object) &&
          results.contains(operation.value.object))
        otherHolders_.insert(operation.object);
  for (const Block &block : body.blocks)
    notePayloads(block);
}

/// The name of a method that yields what there is if nothing has failed.
static bool isPayloadName(llvm::StringRef name) {
  return llvm::is_contained({"value", "value_or", "operator*", "operator->", "get", "unwrap"},
                            name.substr(name.rfind(':') + 1));
}

/// To name a result only to get at what it holds is no question whether it holds any.
void ErrorDomain::notePayloads(const Block &block) {
  const Operation *named = nullptr;
  for (const Operation &operation : block.operations) {
    if (operation.verb == Verb::Use)
      named = &operation;
    if (operation.verb != Verb::Call || operation.call == NoIndex)
      continue;
    const CallDetail &call = body_.calls[operation.call];
    if (!isPayloadName(call.name))
      continue;
    payloads_.insert(&operation);
    if (named && call.receiver == named->object)
      payloads_.insert(named);
  }
}

/// The call writes a new error into the holder.
bool ErrorDomain::produces(const Operation &call) const {
  for (const Block &block : body_.blocks)
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Produce && operation.call == call.call && operation.object == error_.holder)
        return true;
  return false;
}

/// The callee is in this file and looks at what it is given, or at what it has captured.
bool ErrorDomain::isReadBy(const CallDetail &call) const {
  for (const Callable &callable : body_.callables)
    if (callable.body == call.body &&
        llvm::any_of(callable.captures, [&](const Capture &capture) { return isHolder(capture.object); }))
      return true;
  bool producesHere = unit_.entity(error_.holder.id).role == TypeRole::Error;
  const std::vector<ParameterSummary> &parameters = unit_.summary(call.body).parameters;
  for (size_t i = 0; i < call.arguments.size() && i < parameters.size(); ++i)
    if ((parameters[i].isReadFirst || (parameters[i].isRead && !producesHere)) &&
        isHolder(call.arguments[i].value.object))
      return true;
  return false;
}

bool ErrorDomain::looks(const Operation &operation) const {
  switch (operation.verb) {
  case Verb::Use:
  case Verb::Inspect:
  case Verb::Escape:
    return isHolder(operation.object);
  case Verb::Move:
    return isHolder(operation.other);
  case Verb::Return:
    return isHolder(operation.value.object);
  case Verb::Assign:
    return !operation.object.isVariable() && operation.value.kind != Value::Unknown && isHolder(operation.value.object);
  case Verb::Call: {
    const CallDetail &call = body_.calls[operation.call];
    if (isHolder(call.receiver) && call.name != "operator=" && !call.isConstructor)
      return true;
    bool isArgument = llvm::any_of(call.arguments, [&](const Argument &argument) {
      return argument.value.kind != Value::Callable && isHolder(argument.value.object);
    });
    if (call.body != NoBody && isReadBy(call))
      return true;
    bool isCaptured = llvm::any_of(call.arguments, [&](const Argument &argument) {
      return argument.value.kind == Value::Callable &&
             llvm::any_of(body_.callables[argument.value.callable].captures,
                          [&](const Capture &capture) { return isHolder(capture.object); });
    });
    return isCaptured || (isArgument && !produces(operation));
  }
  default:
    return false;
  }
}

/// Another error is asked for first: the one that is kept back is its consequence, or the other way round.
bool ErrorDomain::isAboutAnotherError(const Operation &operation) const {
  if (!isLookedAtSomewhere_ || payloads_.contains(&operation))
    return false;
  if (operation.verb == Verb::Use && otherHolders_.contains(operation.object))
    return true;
  auto isOther = [&](const Object &object) {
    EntityId named = object.isVariable() ? object.id : object.lastField();
    return named != NoEntity && !isHolder(object) && unit_.entity(named).role == TypeRole::Error;
  };
  if (operation.verb == Verb::Inspect)
    return isOther(operation.object);
  return operation.verb == Verb::Call && body_.calls[operation.call].name != "operator=" &&
         !body_.calls[operation.call].isConstructor && isOther(body_.calls[operation.call].receiver);
}

void ErrorDomain::transfer(const Operation &operation, const State &state, Emit emit) {
  State after = state;
  if (after.property.isPending && (looks(operation) || isAboutAnotherError(operation)))
    after.property.isPending = false;
  if (operation.verb == Verb::Create && operation.object == error_.holder && after.property.isPending) {
    endsUnseen = true; // the next iteration has a variable of its own
    after.property.isPending = false;
  }
  if (after.property.isPending && operation.verb == Verb::Assign && operation.object == error_.holder &&
      isNewFailure(operation.value))
    after.property.isPending = false;
  bool overwrites =
      (operation.verb == Verb::Assign || operation.verb == Verb::Produce) && operation.object == error_.holder;
  if (overwrites && after.property.isPending) {
    if (!llvm::is_contained(this->overwrites, &operation))
      this->overwrites.push_back(&operation);
    after.property.isPending = false;
  }
  if (&operation == error_.stored)
    after.property.isPending = true;
  emit(std::move(after));
}

/// One failure takes the place of another, with a reason.
bool ErrorDomain::isNewFailure(const Value &value) const {
  return llvm::any_of(body_.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &operation) {
      return operation.verb == Verb::Call && operation.result != 0 &&
             value.object == Object::result(operation.result) && body_.calls[operation.call].makesFailure;
    });
  });
}

} // namespace leash
