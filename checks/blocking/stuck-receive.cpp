// stuck-receive: a thread waits for something that no code in the unit can ever make happen.
//
// A rule about all uses of one object: whoever could notify, fulfil, count down, post, send, receive or close must be
// visible, and nobody does. What goes out of sight makes the check silent, and so does a wait that ends by itself.
// Channels that are passed around by handles are known by where they are made (flow/channels.h).

#include "checks/check.h"
#include "checks/core/flow/channels.h"
#include "checks/core/flow/unshared.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace leash {

namespace {

/// What all uses of one object come to. Fields are told apart by class, not by instance.
struct Uses {
  std::set<Verb> verbs;
  bool escapes = false;
};

/// An object whose uses can be counted: a variable, or a field of any instance.
using Identity = EntityId;

/// An assignment or move, and the function it stands in: results are numbered by function.
struct Connection {
  const Body *body = nullptr;
  const Operation *operation = nullptr;
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings), channels_(unit) {}

  void read();

private:
  void collect();
  void collect(const Body &body, const Operation &operation);
  void collectCall(const Body &body, const Operation &operation);
  void collectCaptures(const Body &body);
  void bindToCallee(const Callable &callee, size_t position, const Object &object);
  Identity identityOf(const Object &object) const;
  bool isClosed(Identity identity) const;
  bool isHandle(const Object &object) const;
  bool rootEscapes(const Object &object) const;
  std::optional<Identity> originOf(const Body &body, const Object &source, int depth) const;
  void escape(const Object &object);
  void readWait(const Body &body, const Operation &wait);
  std::optional<Identity> promiseOf(Identity future) const;
  bool livesOn(Identity promise, const Body &body, const Operation &wait) const;
  void report(const Body &body, const Operation &wait, Identity awaited, std::string_view deed);
  Finding *reportWait(const Body &body, const Operation &wait, std::string message);
  const Channel *stuckChannel(const Body &body, const Operation &wait) const;
  bool isStuck(const Channel &channel, Verb verb) const;
  void readChannel(const Body &body, const Operation &wait);
  void readSelects(const Body &body);
  void readUnshared(const Body &body);
  void tellOf(const Channel &channel, Finding &finding) const;
  std::string nameOf(const Channel &channel) const;

  const Unit &unit_;
  FindingSink &findings_;
  Channels channels_;
  std::map<Identity, Uses> uses_;
  std::map<Identity, std::set<Identity>> names_;            ///< a parameter and what is passed for it
  std::map<Identity, std::vector<Connection>> connections_; ///< how a future got its value
  std::set<std::pair<Identity, BodyId>> askedFirst_;        ///< futures that a timed wait in the same function asks
  bool threadsAreInterrupted_ = false;
  std::set<std::pair<Place, std::string>> reported_;
};

Identity Reader::identityOf(const Object &object) const {
  if (EntityId field = object.lastField(); field != NoEntity)
    return field;
  return object.root == Root::Variable ? object.id : NoEntity;
}

void Reader::escape(const Object &object) {
  if (Identity identity = identityOf(object))
    uses_[identity].escapes = true;
}

/// An argument that goes along with a callable becomes a parameter of it, or goes out of sight with it.
void Reader::bindToCallee(const Callable &callee, size_t position, const Object &object) {
  Identity identity = identityOf(object);
  if (!identity)
    return;
  if (callee.body == NoBody)
    return escape(object);
  const Body &body = unit_.body(callee.body);
  bool isMethod = body.type != NoEntity && !body.isLambda;
  if (isMethod && position == 0)
    return; // the object that the method runs on: its members are told apart by class anyway
  position -= isMethod;
  if (position < body.parameters.size())
    names_[identity].insert(body.parameters[position]);
  else
    escape(object);
}

/// Passed on by reference or pointer: to a parameter that can be followed, or out of sight.
void Reader::collectCall(const Body &body, const Operation &operation) {
  const CallDetail &call = body.calls[operation.call];
  if (call.name == "operator=")
    escape(call.receiver); // replaced: what it was before is gone, and told its waiters so
  bool isAccess = call.name.starts_with("operator");
  if (call.isSystem && !call.isNamedByVocabulary && !call.isConstructor && !isAccess && call.receiver.path.empty())
    escape(call.receiver); // reset, swapped, or worse
  const Callable *callee = nullptr;
  size_t firstBound = 0;
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    if (argument.value.kind == Value::Callable && !callee) {
      callee = &body.callables[argument.value.callable];
      firstBound = index + 1;
    }
  }
  for (auto [index, argument] : llvm::enumerate(call.arguments)) {
    const Value &value = argument.value;
    if (value.kind == Value::Address && callee && index >= firstBound) {
      bindToCallee(*callee, index - firstBound, value.object);
      continue;
    }
    if (value.kind == Value::Callable && identityOf(value.object)) {
      escape(value.object); // a task that is run, moved or kept
      continue;
    }
    bool passesObject = isHandle(value.object) || value.kind == Value::Address ||
                        (value.kind == Value::Content && argument.isByReference) ||
                        (value.kind == Value::Content && argument.isMoved);
    Identity identity =
        value.kind == Value::Address || value.kind == Value::Content ? identityOf(value.object) : NoEntity;
    if (!identity)
      continue;
    bool isFollowed = call.body != NoBody && index < unit_.body(call.body).parameters.size();
    if (isFollowed)
      names_[identity].insert(unit_.body(call.body).parameters[index]);
    else if (passesObject && !call.isNamedByVocabulary)
      escape(value.object);
  }
}

/// A pointer, of whatever kind: a copy of it is as good as the original.
bool Reader::isHandle(const Object &object) const {
  Identity identity = identityOf(object);
  if (!identity || object.path.size() > 1)
    return false;
  return unit_.entity(identity).isPointer || unit_.entity(identity).role == TypeRole::SmartPointer;
}

void Reader::collect(const Body &body, const Operation &operation) {
  switch (operation.verb) {
  case Verb::Call:
    collectCall(body, operation);
    return;
  case Verb::Escape:
    escape(operation.object);
    return;
  case Verb::Move:
    // A copy or a move of the handle: what happens to the other end happens elsewhere.
    if (operation.role != TypeRole::Future) {
      if (operation.role == TypeRole::Promise || operation.role == TypeRole::Task || operation.role == TypeRole::None)
        escape(operation.other);
    }
    if (Identity target = identityOf(operation.object))
      connections_[target].push_back({&body, &operation});
    return;
  case Verb::Assign:
    if (operation.value.kind == Value::Address && !operation.object.isVariable())
      escape(operation.value.object);
    if (operation.value.kind == Value::Content && operation.object.isVariable() &&
        operation.value.object.isVariable() && unit_.entity(operation.object.id).isPointer)
      names_[operation.value.object.id].insert(operation.object.id); // another name for what it points to
    if (operation.value.kind == Value::Address && operation.object.isVariable())
      if (Identity source = identityOf(operation.value.object))
        names_[source].insert(operation.object.id);
    if (Identity target = identityOf(operation.object))
      connections_[target].push_back({&body, &operation});
    return;
  default:
    // Interrupting a thread ends its waits; asking a joining thread to stop doesn't.
    threadsAreInterrupted_ |= operation.verb == Verb::Cancel && operation.role == TypeRole::Thread;
    if (Identity identity = identityOf(operation.object)) {
      uses_[identity].verbs.insert(operation.verb);
      if (operation.verb == Verb::Await && operation.timed)
        askedFirst_.insert({identity, body.id});
    }
    return;
  }
}

void Reader::collectCaptures(const Body &body) {
  for (const Callable &callable : body.callables)
    for (const Capture &capture : callable.captures) {
      Identity identity = identityOf(capture.object);
      if (!identity)
        continue;
      if (callable.body == NoBody)
        uses_[identity].escapes = true;
      else if (capture.isInit && capture.variable != NoEntity)
        names_[identity].insert(capture.variable);
    }
}

void Reader::collect() {
  for (const Body &body : unit_.bodies) {
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        collect(body, operation);
    collectCaptures(body);
  }
  // What is done to a parameter is done to what was passed for it.
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto &[identity, parameters] : names_)
      for (EntityId parameter : parameters) {
        Uses &own = uses_[identity];
        const Uses &through = uses_[parameter];
        size_t before = own.verbs.size() + own.escapes;
        own.verbs.insert(through.verbs.begin(), through.verbs.end());
        own.escapes |= through.escapes;
        changed |= own.verbs.size() + own.escapes != before;
      }
  }
}

/// The whole that the object is a part of goes out of sight.
bool Reader::rootEscapes(const Object &object) const {
  if (object.root != Root::Variable || object.path.empty())
    return false;
  auto uses = uses_.find(object.id);
  return uses != uses_.end() && uses->second.escapes;
}

bool Reader::isClosed(Identity identity) const {
  const Entity &entity = unit_.entity(identity);
  if (entity.visibility == Visibility::Program || entity.kind == EntityKind::Parameter || entity.isReference)
    return false;
  if (entity.isPointer)
    return false; // what it points to may have other names
  auto uses = uses_.find(identity);
  return uses == uses_.end() || !uses->second.escapes;
}

/// The promise that a call's result is the future of, directly or by way of another handle to it.
std::optional<Identity> Reader::originOf(const Body &body, const Object &source, int depth) const {
  if (source.root != Root::Result || depth > 3)
    return std::nullopt;
  for (const Block &block : body.blocks)
    for (const Operation &each : block.operations) {
      if (!(each.object == source))
        continue;
      if (each.verb == Verb::Connect)
        return identityOf(each.other);
      if (each.verb == Verb::Move)
        return originOf(body, each.other, depth + 1);
    }
  return std::nullopt;
}

/// The promise whose future this is, if it can have come from nowhere else.
std::optional<Identity> Reader::promiseOf(Identity future) const {
  auto found = connections_.find(future);
  if (found == connections_.end())
    return std::nullopt;
  std::optional<Identity> promise;
  for (const auto &[body, way] : found->second) {
    const Object &source = way->verb == Verb::Move ? way->other : way->value.object;
    if (way->verb == Verb::Assign && way->value.kind == Value::Unknown)
      continue; // declared without a value
    std::optional<Identity> origin = originOf(*body, source, 0);
    if (!origin && source.root != Root::Result)
      if (Identity other = identityOf(source); other && other != future)
        origin = promiseOf(other);
    if (!origin || !*origin || (promise && promise != origin))
      return std::nullopt;
    promise = origin;
  }
  return promise;
}

/// A promise that dies wakes its waiter with an error; only one that lives as long as the wait keeps it stuck.
bool Reader::livesOn(Identity promise, const Body &body, const Operation &wait) const {
  const Entity &entity = unit_.entity(promise);
  if (entity.kind == EntityKind::Field || entity.kind == EntityKind::Global || entity.kind == EntityKind::StaticLocal)
    return true;
  for (const Body *at = &body; at; at = at->parent == NoBody ? nullptr : &unit_.body(at->parent))
    if (entity.owner == at->function)
      return entity.scope.line <= wait.place.line && wait.place.line <= entity.scope.endLine;
  return false;
}

void Reader::report(const Body &body, const Operation &wait, Identity awaited, std::string_view deed) {
  std::string name = unit_.spell(wait.object);
  std::string subject = unit_.entity(awaited).spelling;
  auto nobodyDoes = [&](std::string_view what) { return llvm::formatv(deed.data(), what).str(); };
  bool isWhatIsWaitedFor = llvm::StringRef(name).ends_with(subject);
  Finding *finding = reportWait(body, wait,
                                "this waits for '" + name + "' for ever: nothing in this file " +
                                    nobodyDoes(isWhatIsWaitedFor ? "it" : "'" + subject + "'"));
  if (!finding)
    return;
  finding->step(unit_.entity(awaited).place,
                "'" + subject + "' is declared here, and all code that can name it is in this file");
  finding->step(wait.place, "waits here; no code " + nobodyDoes("'" + subject + "'"));
}

/// Null if it has been said already, say of another instance of a template.
Finding *Reader::reportWait(const Body &body, const Operation &wait, std::string message) {
  if (!reported_.insert({wait.place, unit_.spell(wait.object)}).second)
    return nullptr;
  Finding &finding = findings_.report(wait.place, std::move(message));
  finding.entity = std::string(unit_.nameOf(body));
  finding.statement = wait.text;
  finding.remedy = "find who is to end this wait and make it do so on every path, or wait with a time limit";
  return &finding;
}

/// What a variable is called that is made to block whoever waits for it.
bool saysForever(llvm::StringRef name) {
  return name.contains_insensitive("forever") || name.contains_insensitive("never");
}

bool Reader::isStuck(const Channel &channel, Verb verb) const {
  auto happens = [&](Verb each) { return channel.undergoes(each) || channels_.isDoneToUnknown(each); };
  if (channel.isOpen || happens(Verb::Close) || saysForever(unit_.entity(channel.name).spelling))
    return false;
  return verb == Verb::Send ? channel.isUnbuffered && !happens(Verb::Receive) : !happens(Verb::Send);
}

const Channel *Reader::stuckChannel(const Body &body, const Operation &wait) const {
  return channels_.find(body, wait.object, [&](const Channel &each) { return isStuck(each, wait.verb); });
}

/// In quotes; a channel that no variable holds has none.
std::string Reader::nameOf(const Channel &channel) const {
  return channel.name == NoEntity ? "the channel" : "'" + unit_.entity(channel.name).spelling + "'";
}

void Reader::tellOf(const Channel &channel, Finding &finding) const {
  finding.step(channel.made.operation->place,
               nameOf(channel) + " is made here, and all code that has it is in this file");
  for (const Performed &call : channel.calls)
    finding.step(call.operation->place,
                 "this call returns it" + std::string(call.operation->isDiscarded ? ", and nobody keeps it" : ""));
}

/// What nobody does who could end the wait.
std::string missing(Verb wait, std::string_view name) {
  return wait == Verb::Send ? "receives from " + std::string(name) : "sends to " + std::string(name) + " or closes it";
}

void Reader::readChannel(const Body &body, const Operation &wait) {
  if (!wait.blocks || wait.timed)
    return;
  const Channel *channel = stuckChannel(body, wait);
  if (!channel)
    return;
  bool isNameless = channel->name == NoEntity; // then it isn't passed on either
  std::string name = isNameless ? "a channel" : "'" + unit_.spell(wait.object) + "'", subject = nameOf(*channel);
  bool isNamedSo = isNameless || llvm::StringRef(name).ends_with(subject.substr(1));
  Finding *finding =
      reportWait(body, wait,
                 (wait.verb == Verb::Send ? "this sends to " : "this waits for ") + name +
                     " for ever: nothing in this file " + missing(wait.verb, isNamedSo ? "it" : subject));
  if (!finding)
    return;
  tellOf(*channel, *finding);
  finding->step(wait.place, "waits here; no code " + missing(wait.verb, subject));
}

/// A select each of whose arms is stuck.
void Reader::readSelects(const Body &body) {
  std::map<uint32_t, std::vector<const Operation *>> selects;
  std::map<uint32_t, const Operation *> arms;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      if (operation.verb == Verb::Select && operation.blocks && !operation.timed)
        selects[operation.call].push_back(&operation);
      if (operation.verb == Verb::Receive || operation.verb == Verb::Send)
        arms[operation.result] = &operation;
    }
  for (const auto &[call, operations] : selects) {
    std::vector<std::pair<const Operation *, const Channel *>> stuck;
    for (const Operation *select : operations) {
      auto arm = select->object.root == Root::Result ? arms.find(select->object.id) : arms.end();
      if (arm != arms.end() && !arm->second->timed)
        if (const Channel *channel = stuckChannel(body, *arm->second))
          stuck.push_back({arm->second, channel});
    }
    if (stuck.empty() || stuck.size() != operations.size())
      continue;
    const auto &[first, channel] = stuck.front();
    std::string of = stuck.size() == 1 ? "" : " none of its arms will ever be ready;";
    Finding *finding = reportWait(body, *operations.front(),
                                  "this select waits for ever:" + of + " nothing in this file " +
                                      missing(first->verb, nameOf(*channel)));
    if (!finding)
      continue;
    for (const auto &[arm, each] : stuck) {
      tellOf(*each, *finding);
      finding->step(arm->place, "no code " + missing(arm->verb, nameOf(*each)));
    }
  }
}

void Reader::readUnshared(const Body &body) {
  for (const UnsharedWait &found : unsharedWaits(body, unit_)) {
    std::string name = unit_.entity(found.variable).spelling;
    bool sends = found.wait->verb == Verb::Send;
    if (saysForever(name))
      continue;
    Finding *finding =
        reportWait(body, *found.wait,
                   (sends ? "this sends to '" : "this waits for '") + name + "' for ever: nobody else has it yet");
    if (!finding)
      continue;
    finding->step(found.made->place, "'" + name + "' is made here" + (sends ? ", with no room for a value" : ""));
    finding->step(found.wait->place, "waits here, before anybody else has been given '" + name + "'");
  }
}

void Reader::readWait(const Body &body, const Operation &wait) {
  if ((wait.verb == Verb::Receive || wait.verb == Verb::Send) && channels_.isHandle(wait.object))
    return readChannel(body, wait);
  if (wait.timed)
    return;
  Identity awaited = identityOf(wait.object);
  if (!awaited || !isClosed(awaited) || rootEscapes(wait.object))
    return;
  const std::set<Verb> &verbs = uses_[awaited].verbs;
  switch (wait.verb) {
  case Verb::Wait:
    if (!verbs.contains(Verb::Notify) && !verbs.contains(Verb::Cancel) && !threadsAreInterrupted_)
      report(body, wait, awaited, "notifies {0}");
    return;
  case Verb::Take:
    if (!verbs.contains(Verb::Post) && wait.outcome == Outcome::Always)
      report(body, wait, awaited, "posts to {0}");
    return;
  case Verb::Receive:
    if (wait.blocks && !verbs.contains(Verb::Send) && !verbs.contains(Verb::Close))
      report(body, wait, awaited, "sends to {0} or closes it");
    return;
  case Verb::Await:
    if (wait.role == TypeRole::Counter) {
      if (verbs.contains(Verb::Add) && !verbs.contains(Verb::Done))
        report(body, wait, awaited, "counts {0} down");
      return;
    }
    if (askedFirst_.contains({awaited, body.id}))
      return;
    if (std::optional<Identity> promise = promiseOf(awaited))
      if (isClosed(*promise) && !uses_[*promise].verbs.contains(Verb::Fulfil) && livesOn(*promise, body, wait))
        report(body, wait, *promise, "fulfils {0}");
    return;
  default:
    return;
  }
}

void Reader::read() {
  collect();
  for (const Body &body : unit_.bodies) {
    readUnshared(body);
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        readWait(body, operation);
    readSelects(body);
  }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo StuckReceive;
const CheckInfo StuckReceive = {
    .name = "stuck-receive",
    .summary = "A thread waits for something that no code in the file can make happen.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
