// future-discarded: a future ends at once, or never tells anybody what it has to tell.
//
// The future of a task that was started for it waits for the task when it ends: where it is dropped, nothing runs at
// the same time as anything else. That of a promise, or of a task that was handed to somebody, doesn't wait; with it
// goes the value, or the exception, that it would have brought.

#include "checks/check.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/caller-locks.h"
#include "checks/core/flow/future-origins.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <set>
#include <vector>

namespace leash {

namespace {

/// Where a future goes that a function makes or gets.
struct Stored {
  Object holder;
  uint32_t block = 0;
  uint32_t index = 0; ///< of the assignment
};

/// What an operation is to a search along the paths.
enum class Step : uint8_t { On, Over, Found };

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings), origins_(unit) {}

  void read();

private:
  void readFuture(const Site &site, const FutureOrigin &origin);
  void readDropped(const Site &site, const FutureOrigin &origin);
  bool isVoided(const Site &site) const;
  void readStored(const Site &site, const FutureOrigin &origin, const Stored &stored);
  std::vector<Stored> storesOf(const Site &site) const;
  bool mentions(const Operation &operation, const Body &body, const Object &holder) const;
  bool isCaptured(const Body &body, const Object &holder) const;
  bool isNeverMentioned(const Body &body, const Object &holder) const;
  bool finds(const Body &body, const Stored &stored, llvm::function_ref<Step(const Operation &)> step) const;
  bool endsAtOnce(const Body &body, const Stored &stored) const;
  bool comesBackUnasked(const Body &body, const Stored &stored) const;
  bool mayTouch(const Operation &operation, const Body &body, EntityId field) const;
  std::string lossOf(const Site &site) const;
  BodyId taskOf(const FutureOrigin &origin) const;
  void tellOfLocks(const Site &site, const FutureOrigin &origin, Finding &finding);
  std::string nameOf(const Site &site) const;
  Finding *report(const Site &site, const Place &place, std::string message, std::string remedy);

  const Unit &unit_;
  FindingSink &findings_;
  FutureOrigins origins_;
  std::optional<CallerLocks> locks_; ///< made when there is something to ask
  std::set<Place> reported_;
};

/// The function that yields the future, as it is called there.
std::string Reader::nameOf(const Site &site) const {
  const CallDetail &call = site.body->calls[site.operation().call];
  EntityId variable = call.receiver.declaration();
  bool isObject = llvm::StringRef(call.name).starts_with("operator") && variable != NoEntity;
  return "'" + (isObject ? unit_.entity(variable).spelling : call.name) + "'";
}

Finding *Reader::report(const Site &site, const Place &place, std::string message, std::string remedy) {
  if (!reported_.insert(place).second)
    return nullptr;
  Finding &finding = findings_.report(place, std::move(message));
  finding.entity = unit_.nameOf(*site.body);
  finding.statement = site.operation().text;
  finding.remedy = std::move(remedy);
  return &finding;
}

/// What is given to run; nothing if that can't be seen.
BodyId Reader::taskOf(const FutureOrigin &origin) const {
  if (origin.operation->call != NoIndex)
    for (const Argument &argument : origin.body->calls[origin.operation->call].arguments)
      if (argument.value.kind == Value::Callable)
        return origin.body->callables[argument.value.callable].body;
  return NoBody;
}

/// The task takes a lock that is held where it is waited for, by the function itself or by all who call it.
void Reader::tellOfLocks(const Site &site, const FutureOrigin &origin, Finding &finding) {
  BodyId task = taskOf(origin);
  if (task == NoBody)
    return;
  if (!locks_)
    locks_.emplace(unit_);
  std::vector<Site> sites{site};
  for (int depth = 0; depth < 3 && !sites.empty(); ++depth) {
    std::vector<Site> outer;
    for (const Site &each : sites) {
      for (const Object &held : locks_->heldBySelf(each))
        for (const Acquisition &taken : unit_.summary(task).acquisitions)
          if (mayMeet(taken.lock, held)) {
            std::string lock = "'" + unit_.spell(held) + "'";
            finding.step(each.operation().place, "holds " + lock + " all the while");
            finding.step(taken.place, "the task waits for " + lock + ": neither goes on");
            return;
          }
      llvm::append_range(outer, locks_->callersOf(*each.body));
    }
    sites = std::move(outer);
  }
}

/// By a cast, or given to an object that takes anything and does nothing with it.
bool Reader::isVoided(const Site &site) const {
  Object future = Object::result(site.operation().result);
  return site.operation().isVoided ||
         llvm::any_of(site.body->blocks[site.block].operations, [&](const Operation &each) {
           return each.verb == Verb::Inspect && each.object == future && each.call != NoIndex &&
                  !(site.body->calls[each.call].receiver == future);
         });
}

void Reader::readDropped(const Site &site, const FutureOrigin &origin) {
  const Operation &operation = site.operation();
  std::string what = "the future returned by " + nameOf(site) + " is dropped";
  if (origin.kind == FutureOrigin::Ticket) {
    std::string loss = operation.quiet || isVoided(site) ? std::string() : lossOf(site);
    if (!loss.empty())
      report(site, operation.place, what + ": " + loss,
             "keep the future and get its result, or say that it doesn't matter with a cast to void");
    return;
  }
  if (operation.quiet && isVoided(site))
    return; // said twice: by a cast, and in a comment
  if (origin.kind == FutureOrigin::Deferred) {
    report(site, operation.place, what + ": its task is deferred until somebody asks for it, and never runs",
           "call the function itself, or keep the future and ask it");
    return;
  }
  Finding *finding = report(site, operation.place, what + ": its destructor waits for the task right here",
                            "keep the future and wait for it where the result is needed");
  if (!finding)
    return;
  if (origin.operation != &operation && origin.operation->place.isKnown())
    finding->step(origin.operation->place, "starts the task");
  finding->step(operation.place, "the future ends with this statement, and waits until the task is done");
  tellOfLocks(site, origin, *finding);
}

/// What nobody will hear of; empty if there may be nothing to tell.
std::string Reader::lossOf(const Site &site) const {
  const CallDetail &call = site.body->calls[site.operation().call];
  for (const Argument &argument : call.arguments) {
    if (argument.value.kind != Value::Callable)
      continue;
    BodyId task = site.body->callables[argument.value.callable].body;
    if (task != NoBody && unit_.summary(task).throws == Throws::Yes)
      return "the exception that the task may throw reaches nobody";
  }
  return call.promisesValue ? "nobody gets the result that it brings" : "";
}

std::vector<Stored> Reader::storesOf(const Site &site) const {
  std::vector<Stored> stores;
  Object future = Object::result(site.operation().result);
  for (auto [block, each] : llvm::enumerate(site.body->blocks))
    for (auto [index, operation] : llvm::enumerate(each.operations))
      if (operation.verb == Verb::Assign && operation.value.kind == Value::Content && operation.value.object == future)
        stores.push_back({operation.object, static_cast<uint32_t>(block), static_cast<uint32_t>(index)});
  return stores;
}

/// The holder, or something that is about it, is named by `operation`.
bool Reader::mentions(const Operation &operation, const Body &body, const Object &holder) const {
  auto isIt = [&](const Object &object) { return object.startsWith(holder); };
  if (operation.verb == Verb::Create || operation.verb == Verb::Destroy)
    return false;
  bool isNamed = isIt(operation.object) || isIt(operation.other) || isIt(operation.value.object);
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return isNamed;
  const CallDetail &call = body.calls[operation.call];
  return isNamed || isIt(call.receiver) ||
         llvm::any_of(call.arguments, [&](const Argument &each) { return isIt(each.value.object); });
}

bool Reader::isCaptured(const Body &body, const Object &holder) const {
  return llvm::any_of(body.callables, [&](const Callable &callable) {
    return llvm::any_of(callable.captures, [&](const Capture &capture) { return capture.object.startsWith(holder); });
  });
}

/// After it has got its value, that is.
bool Reader::isNeverMentioned(const Body &body, const Object &holder) const {
  return !isCaptured(body, holder) && llvm::none_of(body.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &each) {
      bool isGiven = each.verb == Verb::Assign && each.object == holder;
      return !isGiven && mentions(each, body, holder);
    });
  });
}

/// Whether some way from the assignment comes to an operation at which the search ends with success.
bool Reader::finds(const Body &body, const Stored &stored, llvm::function_ref<Step(const Operation &)> step) const {
  std::set<uint32_t> seen;
  std::vector<std::pair<uint32_t, uint32_t>> open{{stored.block, stored.index + 1}};
  while (!open.empty()) {
    auto [index, from] = open.back();
    open.pop_back();
    const Block &block = body.blocks[index];
    if (block.endsPath)
      continue;
    Step next = Step::On;
    for (const Operation &each : llvm::drop_begin(block.operations, from))
      if (next = step(each); next != Step::On)
        break;
    if (next == Step::Found)
      return true;
    if (next == Step::On)
      for (const Edge &edge : block.edges)
        if (seen.insert(edge.target).second)
          open.push_back({edge.target, 0});
  }
  return false;
}

/// Between the start of the task and the end of its future, on all ways, nothing happens that takes time.
bool Reader::endsAtOnce(const Body &body, const Stored &stored) const {
  return !finds(body, stored, [&](const Operation &each) {
    if (each.verb == Verb::Destroy && each.object == stored.holder)
      return Step::Over;
    bool isCast = each.verb == Verb::Call && each.call != NoIndex && body.calls[each.call].isCast;
    bool isWork = (each.verb == Verb::Call && !isCast) || (each.verb == Verb::Destroy && each.role == TypeRole::Future);
    return isWork || mentions(each, body, stored.holder) ? Step::Found : Step::On;
  });
}

/// Code that may use the member `field`, or that can't be seen.
bool Reader::mayTouch(const Operation &operation, const Body &body, EntityId field) const {
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return false;
  const CallDetail &call = body.calls[operation.call];
  if (calleesOf(body, operation, unit_).empty())
    return !call.isSystem && !call.isCast && !call.isNamedByVocabulary;
  return leadsTo(operation, body, unit_, [&](const Operation &each) {
    return each.object.declaration() == field || each.other.declaration() == field;
  });
}

/// The same assignment is reached again, or another one of its kind, and nobody has asked the future in between.
bool Reader::comesBackUnasked(const Body &body, const Stored &stored) const {
  const Place here = body.blocks[stored.block].operations[stored.index].place;
  EntityId field = stored.holder.lastField();
  return finds(body, stored, [&](const Operation &each) {
    if (each.verb == Verb::Assign && each.object == stored.holder && each.place == here)
      return Step::Found;
    bool isAnew = (each.verb == Verb::Create || each.verb == Verb::Destroy) && each.object == stored.holder;
    bool isOwn = each.place == here; // the call by which it is assigned
    bool isOver = isAnew || (!isOwn && mentions(each, body, stored.holder)) ||
                  (field != NoEntity && !isOwn && mayTouch(each, body, field));
    return isOver ? Step::Over : Step::On;
  });
}

void Reader::readStored(const Site &site, const FutureOrigin &origin, const Stored &stored) {
  const Body &body = *site.body;
  bool isPlace =
      llvm::all_of(stored.holder.path, [](const PathElement &each) { return each.kind == PathElement::Field; });
  bool isFixed = stored.holder.root == Root::Variable || stored.holder.root == Root::This;
  EntityId declared = stored.holder.declaration();
  if (!isPlace || !isFixed || declared == NoEntity || isCaptured(body, stored.holder))
    return;
  const Entity &holder = unit_.entity(declared);
  bool isLocal = stored.holder.isVariable() && holder.kind == EntityKind::Local && holder.owner == body.function &&
                 !holder.isReference && !holder.isPointer;
  bool isFuture = holder.role == TypeRole::Future;
  if (!isFuture)
    return;
  const Operation &operation = site.operation();
  std::string name = "'" + holder.spelling + "'";
  if (origin.kind == FutureOrigin::Ticket || origin.kind == FutureOrigin::Deferred) {
    if (!isLocal || holder.isMaybeUnused || holder.isNamedUncompiled || !isNeverMentioned(body, stored.holder))
      return;
    bool isTicket = origin.kind == FutureOrigin::Ticket;
    std::string loss = isTicket ? lossOf(site) : "its task is deferred until somebody asks for it, and never runs";
    if (!loss.empty())
      report(site, operation.place, "the future returned by " + nameOf(site) + " is never asked: " + loss,
             "get the result of " + name);
    return;
  }
  if (isLocal && endsAtOnce(body, stored)) {
    if (Finding *finding =
            report(site, operation.place,
                   "the future returned by " + nameOf(site) + " is kept in " + name +
                       ", which ends at once: its destructor waits for the task before anything else " + "is done",
                   "keep the future where it lives as long as the task may run")) {
      finding->step(operation.place, "starts the task");
      finding->step(holder.scope.isKnown() ? holder.scope : operation.place,
                    "at the end of its scope " + name + " waits until the task is done");
      tellOfLocks(site, origin, *finding);
    }
    return;
  }
  if (!holder.isReference && comesBackUnasked(body, stored)) {
    const Operation &assignment = body.blocks[stored.block].operations[stored.index];
    if (Finding *finding = report(site, operation.place,
                                  "the future returned by " + nameOf(site) + " takes the place of the one before in " +
                                      name + ": the assignment waits for that one's task, so they run one by one",
                                  "keep the futures of all rounds, and wait for them afterwards"))
      finding->step(assignment.place, "comes here again while the task before may still run");
  }
}

void Reader::readFuture(const Site &site, const FutureOrigin &origin) {
  const Operation &operation = site.operation();
  if (operation.isDiscarded || isVoided(site))
    return readDropped(site, origin);
  for (const Stored &stored : storesOf(site))
    readStored(site, origin, stored);
}

void Reader::read() {
  if (!origins_.any())
    return;
  for (const Body &body : unit_.bodies)
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations)) {
        // What a library's function yields for which it has an entry is told by the operations of that.
        FutureOrigin origin = operation.call == NoIndex ? FutureOrigin() : origins_.of(operation, body);
        if (origin.kind != FutureOrigin::None && operation.verb != Verb::Connect)
          readFuture({&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)}, origin);
      }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo FutureDiscarded;
const CheckInfo FutureDiscarded = {
    .name = "future-discarded",
    .summary = "A future ends where its task was started, or is dropped with the result that it brings.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
