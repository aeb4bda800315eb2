// future-origins: returned values are followed back to what made them.
#include "checks/core/flow/future-origins.h"

#include "checks/core/flow/callees.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

namespace leash {

static bool startsTask(const Operation &operation) {
  return operation.verb == Verb::Produce && operation.role == TypeRole::Future && !operation.timed &&
         operation.object == Object::result(operation.result);
}

static bool connects(const Operation &operation) {
  return operation.verb == Verb::Connect && operation.object == Object::result(operation.result);
}

/// The policy is given, and it is the one word that all libraries have for it.
static bool isDeferred(const CallDetail &call) {
  if (call.arguments.empty())
    return false;
  llvm::StringRef policy = call.arguments.front().text;
  return policy.ends_with("deferred") && !policy.contains('|');
}

FutureOrigins::FutureOrigins(const Unit &unit) : unit_(unit) {
  for (const Body &body : unit.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        any_ |= startsTask(operation) || connects(operation);
}

FutureOrigin FutureOrigins::of(const Operation &operation, const Body &body) {
  if (startsTask(operation)) {
    bool isLazy = operation.call != NoIndex && isDeferred(body.calls[operation.call]);
    return {isLazy ? FutureOrigin::Deferred : FutureOrigin::Task, &body, &operation};
  }
  if (connects(operation))
    return {FutureOrigin::Ticket, &body, &operation};
  bool isCall = operation.verb == Verb::Call && operation.call != NoIndex;
  if (!isCall || body.calls[operation.call].isNamedByVocabulary || body.calls[operation.call].isConstructor)
    return {};
  std::optional<FutureOrigin> origin;
  for (const CallDetail &callee : calleesOf(body, operation, unit_)) {
    FutureOrigin each = returnedBy(unit_.body(callee.body));
    if (origin && origin->kind != each.kind)
      return {};
    origin = each;
  }
  return origin.value_or(FutureOrigin());
}

/// The future that a temporary or a local is: of one kind, whichever of several it gets.
FutureOrigin FutureOrigins::heldBy(const Object &object, const Body &body) {
  if (object.root == Root::Result) {
    for (const Block &block : body.blocks)
      for (const Operation &each : block.operations)
        if (each.result == object.id)
          if (FutureOrigin origin = of(each, body); origin.kind != FutureOrigin::None)
            return origin;
    return {};
  }
  bool isOwn = object.isVariable() && unit_.entity(object.id).kind == EntityKind::Local &&
               unit_.entity(object.id).role == TypeRole::Future;
  if (!isOwn)
    return {};
  std::optional<FutureOrigin> origin;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      bool isGiven = each.verb == Verb::Assign && each.object == object && each.value.kind == Value::Content;
      if (!isGiven || each.value.object.root != Root::Result)
        continue;
      FutureOrigin given = heldBy(each.value.object, body);
      if (origin && origin->kind != given.kind)
        return {};
      origin = given;
    }
  return origin.value_or(FutureOrigin());
}

FutureOrigin FutureOrigins::returnedBy(const Body &body) {
  auto [known, isNew] = returned_.try_emplace(body.id);
  if (!isNew)
    return known->second.value_or(FutureOrigin());
  std::optional<FutureOrigin> origin;
  bool differs = false;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      if (each.verb != Verb::Return)
        continue;
      FutureOrigin here = each.value.kind == Value::Content ? heldBy(each.value.object, body) : FutureOrigin();
      differs |= origin && origin->kind != here.kind;
      origin = here;
    }
  FutureOrigin result = differs ? FutureOrigin() : origin.value_or(FutureOrigin());
  returned_[body.id] = result;
  return result;
}

} // namespace leash
