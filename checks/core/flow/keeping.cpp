// keeping: what a call does with its arguments by vocabulary, and else what its callee does with its parameters.
#include "checks/core/flow/keeping.h"

#include "checks/core/flow/callees.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

namespace {

/// Calls that are followed, one inside of the other.
constexpr unsigned Deepest = 4;

class Reader {
public:
  explicit Reader(const Unit &unit) : unit_(unit) {}

  std::vector<Keeping> ofArgument(const Body &body, const Operation &operation, size_t argument, unsigned depth) const;

private:
  std::vector<Keeping> byThread(const Body &body, const Operation &operation) const;
  std::vector<Keeping> storedIn(const Object &place, const Body &body) const;
  std::vector<Keeping> ofParameter(const Body &body, EntityId parameter, unsigned depth) const;
  std::vector<Keeping> byOperation(const Body &body, const Operation &operation, const Object &kept,
                                   unsigned depth) const;
  bool isOwn(const Object &object) const;

  const Unit &unit_;
};

void add(std::vector<Keeping> more, std::vector<Keeping> &all) {
  for (Keeping &each : more)
    if (!llvm::is_contained(all, each))
      all.push_back(std::move(each));
}

/// A local of the function, or something without a name in it.
bool Reader::isOwn(const Object &object) const {
  if (object.root == Root::Result)
    return true;
  bool isLeft = llvm::any_of(object.path, [](const PathElement &each) { return each.kind == PathElement::Deref; });
  const Entity &entity = unit_.entity(object.root == Root::Variable ? object.id : NoEntity);
  return object.root == Root::Variable && entity.kind == EntityKind::Local && !entity.isReference && !isLeft;
}

/// The thread that the call starts: by whom it can be waited for, or that nobody can.
std::vector<Keeping> Reader::byThread(const Body &body, const Operation &operation) const {
  const CallDetail &call = body.calls[operation.call];
  std::set<Object> handles;
  TypeRole role = TypeRole::None;
  if (operation.result)
    handles.insert(Object::result(operation.result));
  if (call.receiver.isKnown())
    handles.insert(call.receiver);
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Spawn && each.call == operation.call) {
        handles.insert(each.object);
        role = each.role;
      }
  handles.erase(Object());
  handles = holdersOf(std::move(handles), body);
  auto isGiven = [&](const Object &object) {
    return llvm::any_of(call.arguments, [&](const Argument &each) {
      return each.value.kind == Value::Address && each.value.object == object;
    });
  };
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      if (each.verb == Verb::Detach && (handles.contains(each.object) || isGiven(each.object)))
        return {{Keeping::Detached, {}, handles.contains(each.object) ? &each : nullptr}};
  Keeping::How how = role == TypeRole::Pool ? Keeping::Stored : Keeping::Thread;
  std::vector<Keeping> found;
  for (const Object &each : handles)
    if (each.root != Root::Result)
      found.push_back({how, each, nullptr});
  return found;
}

/// Something is stored in `place`: it goes wherever that goes, if that is the function's own.
std::vector<Keeping> Reader::storedIn(const Object &place, const Body &body) const {
  if (!place.isKnown())
    return {};
  if (!isOwn(place))
    return {{Keeping::Stored, place, nullptr}};
  Object whole = place;
  whole.path.clear();
  std::vector<Keeping> found;
  for (const Object &each : holdersOf({whole}, body))
    if (!isOwn(each))
      found.push_back({Keeping::Stored, each, nullptr});
  return found;
}

std::vector<Keeping> Reader::ofArgument(const Body &body, const Operation &operation, size_t argument,
                                        unsigned depth) const {
  const CallDetail &call = body.calls[operation.call];
  bool isOfThread = false;
  for (size_t each = 0; each <= argument; ++each) {
    bool isTold = call.isNamedByVocabulary || call.arguments[each].use != CallableUse::Unknown;
    isOfThread |= isTold && useOfArgument(call, each, unit_) == CallableUse::OtherThread;
  }
  if (isOfThread)
    return byThread(body, operation);
  if (call.arguments[argument].use == CallableUse::Kept)
    return storedIn(call.receiver, body);
  std::vector<Keeping> found;
  if (depth == Deepest || call.isCast)
    return found;
  for (const CallDetail &callee : calleesOf(body, operation, unit_)) {
    const Body &inner = unit_.body(callee.body);
    if (argument >= inner.parameters.size() || inner.isLambda)
      continue;
    for (Keeping &each : ofParameter(inner, inner.parameters[argument], depth + 1)) {
      each.detached = nullptr;
      if (each.how != Keeping::Detached)
        each.place = inCaller(each.place, callee, unit_);
      if (each.how == Keeping::Detached || each.place.isKnown())
        add({std::move(each)}, found);
    }
  }
  return found;
}

bool isOf(const Value &value, const Object &object) {
  return value.kind == Value::Content && value.object == object && value.constant == 0;
}

/// What `operation` does with `kept`, a parameter.
std::vector<Keeping> Reader::byOperation(const Body &body, const Operation &operation, const Object &kept,
                                         unsigned depth) const {
  std::vector<Keeping> found;
  if (operation.verb == Verb::Assign && isOf(operation.value, kept))
    add(storedIn(operation.object, body), found);
  else if (operation.verb == Verb::Move && operation.other == kept && operation.object.root != Root::Result)
    add(storedIn(operation.object, body), found);
  if (operation.verb != Verb::Call)
    return found;
  for (auto [index, argument] : llvm::enumerate(body.calls[operation.call].arguments)) {
    bool isHeld = argument.value.kind == Value::Callable &&
                  llvm::any_of(body.callables[argument.value.callable].captures, [&](const Capture &each) {
                    return each.mode == Capture::ByCopy && each.object == kept;
                  });
    if (isOf(argument.value, kept) || isHeld)
      add(ofArgument(body, operation, index, depth), found);
  }
  return found;
}

std::vector<Keeping> Reader::ofParameter(const Body &body, EntityId parameter, unsigned depth) const {
  std::vector<Keeping> found;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations)
      add(byOperation(body, each, Object::variable(parameter), depth), found);
  return found;
}

} // namespace

std::vector<Keeping> keepingsOf(const Body &body, const Operation &operation, size_t argument, const Unit &unit) {
  return operation.call == NoIndex ? std::vector<Keeping>()
                                   : Reader(unit).ofArgument(body, operation, argument, /*depth=*/0);
}

} // namespace leash
