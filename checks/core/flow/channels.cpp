// channels: which channels the unit makes, and all that its code does to each.

#include "checks/core/flow/channels.h"

#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <deque>

namespace leash {

namespace {

/// Functions that return what functions return: further ones are out of sight.
constexpr size_t CallsFollowed = 3;

bool makesChannel(const Operation &operation) {
  return operation.verb == Verb::Create && !operation.source.empty() && operation.role == TypeRole::Channel;
}

bool isUse(Verb verb) { return verb == Verb::Send || verb == Verb::Receive || verb == Verb::Close; }

} // namespace

bool Channel::undergoes(Verb verb) const {
  return llvm::any_of(uses, [&](const Performed &use) { return use.operation->verb == verb; });
}

/// Fills in what Channels knows: first what flows where, then each channel's way.
class ChannelReader {
public:
  ChannelReader(const Unit &unit, Channels &channels) : unit_(unit), channels_(channels) {}

  void read() {
    bool makesAny = llvm::any_of(unit_.bodies, [](const Body &body) {
      return llvm::any_of(body.blocks, [](const Block &block) { return llvm::any_of(block.operations, makesChannel); });
    });
    if (!makesAny)
      return;
    for (const Body &body : unit_.bodies) {
      for (const Block &block : body.blocks)
        for (const Operation &operation : block.operations)
          if (operation.call != NoIndex && operation.verb != Verb::Call)
            performed_[{body.id, operation.call}].push_back(&operation);
      for (const Block &block : body.blocks)
        for (const Operation &operation : block.operations)
          read(body, operation);
      readCaptures(body);
    }
    for (const auto &[name, made] : made_)
      follow(name, made);
  }

private:
  using Name = Channels::Name;
  using NameFacts = Channels::NameFacts;

  /// One that is made or handed out while it is followed.
  struct Journey {
    Channel channel;
    BodyId home = NoBody; ///< the function that has made it, or has got it from one that returns it
    std::set<Name> reached;
  };

  void read(const Body &body, const Operation &operation);
  void readCall(const Body &body, const Operation &operation);
  void readCaptures(const Body &body);
  void assign(const Body &body, const Value &value, const Object &target);
  void pass(const Body &body, const CallDetail &call, size_t index, Name name, bool isNamed);
  void bind(const Callable &callee, size_t position, Name name, bool isByReference);
  bool isMentioned(const Body &body, uint32_t call, const Object &object) const;
  bool isFollowed(Name name) const;
  bool isSeenByOthers(Name name) const;
  bool hasUnseenCallers(BodyId body) const;
  void flow(Name from, Name to);
  void escape(Name name) {
    if (name != Channels::NoName)
      facts(name).escapes = true;
  }
  void follow(Name origin, const Performed &made);
  void travel(Journey journey, Name origin, size_t depth);
  NameFacts &facts(Name name) { return channels_.names_[name]; }
  Name nameOf(const Body &body, const Object &object);

  const Unit &unit_;
  Channels &channels_;
  std::vector<std::pair<Name, Performed>> made_;
  std::map<BodyId, std::set<Name>> returned_;
  std::map<BodyId, std::vector<Performed>> calls_; ///< by callee
  std::set<BodyId> handedOut_;                     ///< functions that are used as values
  std::map<std::pair<BodyId, uint32_t>, std::vector<const Operation *>> performed_; ///< by call
};

/// The name that an object has here, if it has one of its own.
ChannelReader::Name ChannelReader::nameOf(const Body &body, const Object &object) {
  auto fresh = [&](EntityId entity) {
    channels_.names_.push_back({entity, {}, {}, {}, {}, false, false});
    return static_cast<Name>(channels_.names_.size() - 1);
  };
  if (object.root == Root::Result && object.path.empty()) {
    auto [known, isNew] = channels_.results_.try_emplace({body.id, object.id}, Channels::NoName);
    return isNew ? known->second = fresh(NoEntity) : known->second;
  }
  EntityId entity = object.isVariable()                                                     ? object.id
                    : !object.path.empty() && object.path.back().kind == PathElement::Field ? object.lastField()
                                                                                            : NoEntity;
  if (entity == NoEntity)
    return Channels::NoName;
  auto [known, isNew] = channels_.variables_.try_emplace(entity, Channels::NoName);
  return isNew ? known->second = fresh(entity) : known->second;
}

/// A result, which may be anything, or a variable that holds a handle.
bool ChannelReader::isFollowed(Name name) const {
  if (name == Channels::NoName)
    return false;
  EntityId entity = channels_.names_[name].entity;
  return entity == NoEntity || (unit_.entity(entity).role == TypeRole::Channel && unit_.entity(entity).isCopyable);
}

/// A variable that code elsewhere can name, or whose other names aren't followed.
bool ChannelReader::isSeenByOthers(Name name) const {
  const Entity &entity = unit_.entity(channels_.names_[name].entity);
  if (channels_.names_[name].entity == NoEntity || entity.kind == EntityKind::Parameter)
    return false;
  return entity.visibility == Visibility::Program || (entity.isReference && entity.kind != EntityKind::Local);
}

bool ChannelReader::hasUnseenCallers(BodyId id) const {
  const Body &body = unit_.body(id);
  return body.isLambda || handedOut_.contains(id) || body.function == NoEntity ||
         unit_.entity(body.function).visibility == Visibility::Program;
}

void ChannelReader::flow(Name from, Name to) {
  facts(from).to.push_back(to);
  facts(to).from.push_back(from);
}

void ChannelReader::assign(const Body &body, const Value &value, const Object &target) {
  Name to = nameOf(body, target);
  bool isKnown = value.kind == Value::Content || value.kind == Value::Address;
  Name from = isKnown ? nameOf(body, value.object) : Channels::NoName;
  if (value.kind == Value::Content && isFollowed(from) && isFollowed(to)) {
    flow(from, to);
    if (EntityId entity = facts(to).entity; entity != NoEntity && unit_.entity(entity).isReference)
      flow(to, from); // two names for one handle
    return;
  }
  if (isFollowed(from))
    escape(from);
  if (isFollowed(to))
    facts(to).isOpaque = true;
}

void ChannelReader::read(const Body &body, const Operation &operation) {
  switch (operation.verb) {
  case Verb::Create:
    if (makesChannel(operation))
      if (Name name = nameOf(body, operation.object); isFollowed(name))
        made_.push_back({name, {&body, &operation}});
    return;
  case Verb::Assign:
    return assign(body, operation.value, operation.object);
  case Verb::Move:
    return assign(body, Value::contentOf(operation.other), operation.object);
  case Verb::Return:
    if (Name name = nameOf(body, operation.value.object); operation.value.kind == Value::Content && isFollowed(name))
      returned_[body.id].insert(name);
    else if (operation.value.kind == Value::Address && isFollowed(name))
      escape(name);
    return;
  case Verb::Escape:
    return escape(nameOf(body, operation.object));
  case Verb::Call:
    return readCall(body, operation);
  default:
    break;
  }
  if (Name other = nameOf(body, operation.other); operation.other.isKnown() && isFollowed(other))
    escape(other); // sent through another channel, or worse
  if (!isUse(operation.verb))
    return;
  if (Name name = nameOf(body, operation.object); isFollowed(name))
    facts(name).uses.push_back({&body, &operation});
  else if (!operation.object.isKnown())
    channels_.doneToUnknown_.insert(operation.verb);
}

/// Some operation of the call says what is done to this argument.
bool ChannelReader::isMentioned(const Body &body, uint32_t call, const Object &object) const {
  auto found = performed_.find({body.id, call});
  return found != performed_.end() && llvm::any_of(found->second, [&](const Operation *each) {
           return each->object == object || (each->verb == Verb::Move && each->other == object);
         });
}

/// An argument that goes along with a callable becomes a parameter of it.
void ChannelReader::bind(const Callable &callee, size_t position, Name name, bool isByReference) {
  if (callee.body == NoBody)
    return escape(name);
  const Body &body = unit_.body(callee.body);
  bool isMethod = body.type != NoEntity && !body.isLambda;
  if (isMethod && position == 0)
    return escape(name);
  position -= isMethod;
  if (position >= body.parameters.size())
    return escape(name);
  Name parameter = nameOf(body, Object::variable(body.parameters[position]));
  flow(name, parameter);
  if (isByReference)
    flow(parameter, name);
}

/// A handle that is passed on: to a parameter that can be followed, or out of sight.
void ChannelReader::pass(const Body &body, const CallDetail &call, size_t index, Name name, bool isNamed) {
  const Argument &argument = call.arguments[index];
  bool isByReference = (argument.isByReference && !argument.isMoved) || argument.value.kind == Value::Address;
  const auto *callee = llvm::find_if(llvm::make_range(call.arguments.data(), call.arguments.data() + index),
                                     [](const Argument &each) { return each.value.kind == Value::Callable; });
  bool goesAlong = callee != call.arguments.data() + index;
  if ((isNamed || call.body == NoBody) && goesAlong) {
    size_t position = index - (callee - call.arguments.data()) - 1;
    return bind(body.callables[callee->value.callable], position, name, argument.value.kind == Value::Address);
  }
  if (isNamed || call.body == NoBody || index >= unit_.body(call.body).parameters.size() ||
      argument.value.kind == Value::Address)
    return escape(name);
  const Body &callees = unit_.body(call.body);
  Name parameter = nameOf(callees, Object::variable(callees.parameters[index]));
  flow(name, parameter);
  if (isByReference)
    flow(parameter, name);
}

void ChannelReader::readCall(const Body &body, const Operation &operation) {
  const CallDetail &call = body.calls[operation.call];
  if (call.isCast)
    return;
  if (call.body != NoBody && !call.isNamedByVocabulary)
    calls_[call.body].push_back({&body, &operation});
  bool isOperator = llvm::StringRef(call.name).starts_with("operator");
  bool isOpaque = call.body == NoBody && !call.isNamedByVocabulary;
  if (Name made = nameOf(body, call.receiver); isFollowed(made)) {
    if (call.isConstructor && !isMentioned(body, operation.call, call.receiver))
      facts(made).isOpaque = true; // made in a way that nobody explains
    else if (isOpaque && !call.isConstructor && !isOperator)
      escape(made); // reset, swapped, or worse
  }
  if (call.name == "operator=" && isFollowed(nameOf(body, call.receiver)))
    return; // an assignment, which is an operation of its own
  if (call.name == "operator==" || call.name == "operator!=")
    return;
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    if (argument.value.kind == Value::Callable)
      handedOut_.insert(body.callables[argument.value.callable].body);
    if (argument.value.kind != Value::Content && argument.value.kind != Value::Address)
      continue;
    Name name = nameOf(body, argument.value.object);
    if (!isFollowed(name) || (call.isNamedByVocabulary && isMentioned(body, operation.call, argument.value.object)))
      continue;
    pass(body, call, index, name, call.isNamedByVocabulary);
  }
}

void ChannelReader::readCaptures(const Body &body) {
  for (const Callable &callable : body.callables)
    for (const Capture &capture : callable.captures) {
      Name name = nameOf(body, capture.object);
      if (!isFollowed(name))
        continue;
      if (callable.body == NoBody || capture.takesAddress)
        escape(name);
      else if (capture.isInit && capture.variable != NoEntity)
        flow(name, nameOf(body, Object::variable(capture.variable)));
    }
}

void ChannelReader::follow(Name origin, const Performed &made) {
  Journey journey;
  journey.channel.made = made;
  const Value &room = made.operation->value;
  journey.channel.isUnbuffered = room.kind == Value::Constant && room.constant == 0;
  journey.home = made.body->id;
  travel(std::move(journey), origin, 0);
}

/// Goes wherever the handle that stands at `origin` goes. If its home function returns it, each call of that function
/// has a channel of its own, which goes on from there.
void ChannelReader::travel(Journey journey, Name origin, size_t depth) {
  std::deque<Name> pending{origin};
  bool isReturned = false;
  Channel &channel = journey.channel;
  while (!pending.empty()) {
    Name name = pending.front();
    pending.pop_front();
    if (!journey.reached.insert(name).second)
      continue;
    const NameFacts &known = facts(name);
    if (channel.name == NoEntity)
      channel.name = known.entity;
    channel.isOpen |= known.escapes || isSeenByOthers(name);
    for (const Performed &use : known.uses)
      channel.uses.push_back(use);
    llvm::copy(known.to, std::back_inserter(pending));
    for (const auto &[body, names] : returned_) {
      if (!names.contains(name))
        continue;
      if (body == journey.home) {
        isReturned = true;
        continue;
      }
      channel.isOpen |= hasUnseenCallers(body);
      for (const Performed &call : calls_[body]) {
        Name result = nameOf(*call.body, Object::result(call.operation->result));
        flow(name, result);
        pending.push_back(result);
      }
    }
  }
  if (isReturned) {
    for (const Performed &call : depth < CallsFollowed ? calls_[journey.home] : std::vector<Performed>()) {
      Journey further = journey;
      further.home = call.body->id;
      further.channel.calls.push_back(call);
      travel(std::move(further), nameOf(*call.body, Object::result(call.operation->result)), depth + 1);
    }
    channel.isOpen = true;
  }
  facts(origin).channels.push_back(channels_.channels_.size());
  if (!channel.calls.empty()) // it is also what the function that makes it deals with
    facts(nameOf(*channel.made.body, channel.made.operation->object)).channels.push_back(channels_.channels_.size());
  channels_.channels_.push_back(std::move(channel));
}

Channels::Channels(const Unit &unit) : unit_(unit), names_(1) { ChannelReader(unit, *this).read(); }

bool Channels::isHandle(const Object &object) const {
  EntityId entity = object.isVariable() ? object.id : object.lastField();
  return entity != NoEntity ? unit_.entity(entity).role == TypeRole::Channel && unit_.entity(entity).isCopyable
                            : object.root == Root::Result;
}

Channels::Name Channels::nameOf(const Body &body, const Object &object) const {
  if (object.root == Root::Result && object.path.empty()) {
    auto known = results_.find({body.id, object.id});
    return known == results_.end() ? NoName : known->second;
  }
  bool isMember = !object.path.empty() && object.path.back().kind == PathElement::Field;
  auto known = variables_.find(object.isVariable() ? object.id : isMember ? object.lastField() : NoEntity);
  return known == variables_.end() ? NoName : known->second;
}

const Channel *Channels::find(const Body &body, const Object &object,
                              llvm::function_ref<bool(const Channel &)> fits) const {
  std::set<Name> asked;
  Name name = nameOf(body, object);
  return name == NoName ? nullptr : find(name, fits, asked).channel;
}

/// A parameter stands for each thing that is passed for it, and so for one that fits. Any other variable that has got
/// its value from several places may hold another one just here, unless all of them fit.
Channels::Answer Channels::find(Name name, llvm::function_ref<bool(const Channel &)> fits,
                                std::set<Name> &asked) const {
  if (!asked.insert(name).second)
    return {nullptr, true};
  const NameFacts &known = names_[name];
  for (uint32_t channel : known.channels)
    if (fits(channels_[channel]))
      return {&channels_[channel], true};
  bool isParameter = known.entity != NoEntity && unit_.entity(known.entity).kind == EntityKind::Parameter;
  if (!known.channels.empty() || known.from.empty() || (known.isOpaque && !isParameter))
    return {};
  Answer all{nullptr, true};
  for (Name source : known.from) {
    Answer one = find(source, fits, asked);
    if (one.channel && isParameter)
      return one;
    all.isPossible &= one.isPossible;
    all.channel = all.channel ? all.channel : one.channel;
  }
  return all.isPossible ? all : Answer();
}

} // namespace leash
