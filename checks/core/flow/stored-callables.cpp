// stored-callables: assignments first, then setters, until nobody new turns out to be one.
#include "checks/core/flow/stored-callables.h"

#include "checks/core/flow/callees.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <optional>

namespace leash {

namespace {

/// Setters that call setters are followed so deep.
constexpr unsigned Rounds = 4;

/// A parameter that a function stores.
struct Setter {
  uint32_t parameter = 0;
  EntityId place = NoEntity; ///< the member or global
  Object keeper;             ///< the object whose member it is, in the setter's terms; unknown for a global

  friend bool operator==(const Setter &, const Setter &) = default;
};

class Finder {
public:
  explicit Finder(Unit &unit) : unit_(unit), setters_(unit.bodies.size()) {}

  void find() {
    for (const Body &body : unit_.bodies)
      for (const Block &block : body.blocks)
        for (const Operation &operation : block.operations)
          readStore(body, operation);
    for (unsigned round = 0; round < Rounds && std::exchange(isNew_, false); ++round)
      for (const Body &body : unit_.bodies)
        for (const CallDetail &call : body.calls)
          readSetterCall(body, call);
  }

private:
  std::optional<Setter> placeOf(const Object &object) const;
  void readStore(const Body &body, const Operation &operation);
  void readSetterCall(const Body &body, const CallDetail &call);
  void store(const Body &body, const Value &value, Setter at);

  Unit &unit_;
  std::vector<std::vector<Setter>> setters_; ///< by BodyId
  bool isNew_ = true;
};

/// The member or global that `object` is, if it holds callables.
std::optional<Setter> Finder::placeOf(const Object &object) const {
  auto holds = [&](EntityId id) {
    return unit_.entity(id).role == TypeRole::Callable || unit_.entity(id).elementRole == TypeRole::Callable ||
           unit_.entity(id).isPointer;
  };
  EntityId place = object.declaration();
  bool isReachable =
      object.lastField() != NoEntity || (place != NoEntity && unit_.entity(place).visibility != Visibility::Function);
  if (place == NoEntity || !isReachable || !holds(place))
    return std::nullopt;
  return Setter{0, place, object.owner()};
}

void Finder::store(const Body &body, const Value &value, Setter at) {
  if (value.kind == Value::Callable) {
    BodyId stored = body.callables[value.callable].body;
    if (stored == NoBody)
      return;
    std::vector<StoredCallable> &known = unit_.storedCallables[at.place];
    StoredCallable callable{stored, at.keeper};
    if (!llvm::is_contained(known, callable))
      known.push_back(std::move(callable));
    return;
  }
  if (value.kind != Value::Content || !value.object.isVariable())
    return;
  auto parameter = llvm::find(body.parameters, value.object.id);
  if (parameter == body.parameters.end())
    return;
  at.parameter = parameter - body.parameters.begin();
  if (!llvm::is_contained(setters_[body.id], at)) {
    setters_[body.id].push_back(std::move(at));
    isNew_ = true;
  }
}

void Finder::readStore(const Body &body, const Operation &operation) {
  if (operation.verb == Verb::Assign) {
    if (std::optional<Setter> place = placeOf(operation.object))
      store(body, operation.value, *place);
    return;
  }
  if (operation.verb != Verb::Call)
    return;
  const CallDetail &call = body.calls[operation.call];
  std::optional<Setter> place = placeOf(call.receiver);
  if (!place || call.body != NoBody)
    return;
  for (const Argument &argument : call.arguments)
    if (argument.use == CallableUse::Kept || argument.use == CallableUse::Unknown)
      store(body, argument.value, *place);
}

void Finder::readSetterCall(const Body &body, const CallDetail &call) {
  if (call.body == NoBody || call.body == body.id)
    return;
  for (const Setter &setter : std::vector(setters_[call.body])) {
    if (setter.parameter >= call.arguments.size())
      continue;
    Setter here = setter;
    here.keeper = setter.keeper.isKnown() ? inCaller(setter.keeper, call, unit_) : Object();
    store(body, call.arguments[setter.parameter].value, std::move(here));
  }
}

} // namespace

void findStoredCallables(Unit &unit) { Finder(unit).find(); }

} // namespace leash
