// detached-lifetime: a detached thread uses something that ends before it does.
//
// That is an object which its owner ends, a global or a static which the end of the program destroys, or what belongs
// to the thread that started it. Locals of the function that starts the thread are dangling-capture's.

#include "checks/check.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/object-departure.h"
#include "checks/core/flow/polling.h"
#include "checks/core/flow/thread-work.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

namespace {

/// Lets time pass, or waits for others.
bool takesTime(const Operation &operation) {
  switch (operation.verb) {
  case Verb::Pause:
  case Verb::Wait:
  case Verb::Receive:
  case Verb::Select:
  case Verb::Take:
    return operation.blocks;
  default:
    return false;
  }
}

/// Destroyed by the end of the program, or of its thread.
struct Static {
  EntityId variable = NoEntity;
  Place used;
};

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings)
      : unit_(unit), findings_(findings), objects_(unit, Keeping::Detached) {}

  void read();

private:
  void report(const ObjectDangling &dangling);
  void readStatics(const Body &body, const Operation &operation);
  void readThreadLocals(const Body &body, const Operation &operation, const Operation *detached);
  const Operation *detachedBy(const Body &body, const Operation &operation, bool &isDetached) const;
  std::vector<Static> lateUses(const Body &entry) const;
  void collect(const Operation &operation, const Body &body, std::set<BodyId> &asked, std::vector<Static> &uses) const;
  void collectReads(const Body &body, std::optional<uint32_t> block, std::vector<Static> &uses) const;
  void add(const Object &object, const Place &place, std::vector<Static> &uses) const;
  bool isAwaited(const Body &entry) const;
  bool programEnds() const;
  Finding *begin(const Place &place, std::string message, const Body &body, const Operation &operation);

  const Unit &unit_;
  FindingSink &findings_;
  ObjectDepartureReader objects_;
  std::set<std::pair<Place, std::string>> reported_;
};

/// Where a thread is detached: at the end of what may be a long expression that makes it.
Place endOf(const Operation &detaching) {
  const Place &place = detaching.place;
  if (place.endLine <= place.line)
    return place;
  uint32_t column = place.endColumn > 1 ? place.endColumn - 1 : 1;
  return {place.file, place.endLine, column, place.endLine, place.endColumn};
}

Finding *Reader::begin(const Place &place, std::string message, const Body &body, const Operation &operation) {
  if (!reported_.insert({place, message}).second)
    return nullptr;
  Finding &finding = findings_.report(place, std::move(message));
  finding.entity = unit_.nameOf(body);
  finding.statement = operation.text;
  return &finding;
}

void Reader::report(const ObjectDangling &dangling) {
  const ObjectDeparture &departure = dangling.departure;
  const Operation *detached = departure.keeping.detached;
  std::string name = "'" + departure.name + "'";
  std::string what = departure.name == "this"        ? "the object"
                     : departure.object.isVariable() ? "it"
                                                     : "what it leads to";
  Finding *finding = begin(detached ? endOf(*detached) : departure.place,
                           "a detached thread uses " + name + ", and " + what + " may be gone by then", *departure.body,
                           *departure.operation);
  if (!finding)
    return;
  finding->step(departure.place, "gives " + name + " to the thread");
  finding->step(detached ? detached->place : departure.operation->place, "from here on nobody can wait for the thread");
  for (const Site &caller : dangling.callers)
    finding->step(caller.operation().place, "by way of '" + std::string(unit_.nameOf(*caller.body)) + "'");
  finding->step(dangling.end, dangling.owner.empty()
                                  ? "the destructor tells the thread to end, and doesn't wait until it has"
                                  : "'" + dangling.owner + "' ends here while the thread may still use it");
  finding->remedy = "keep the thread and join it before the object ends, or give the thread a share in the object";
}

void Reader::add(const Object &object, const Place &place, std::vector<Static> &uses) const {
  if (object.root != Root::Variable)
    return;
  const Entity &variable = unit_.entity(object.id);
  bool isStatic = variable.kind == EntityKind::Global || variable.kind == EntityKind::StaticLocal ||
                  variable.kind == EntityKind::StaticField;
  bool isKnown = llvm::any_of(uses, [&](const Static &each) { return each.variable == object.id; });
  if (isStatic && variable.isDestroyed && !variable.isReference && !variable.isPointer && !variable.isThreadLocal &&
      !isKnown)
    uses.push_back({object.id, place});
}

/// What `body` reads, in all of its blocks or in one.
void Reader::collectReads(const Body &body, std::optional<uint32_t> block, std::vector<Static> &uses) const {
  for (const Read &read : body.reads)
    if (!block || read.block == *block)
      add(read.object, read.place, uses);
}

void Reader::collect(const Operation &operation, const Body &body, std::set<BodyId> &asked,
                     std::vector<Static> &uses) const {
  for (const Object *each : {&operation.object, &operation.other, &operation.value.object})
    add(*each, operation.place, uses);
  if (operation.call == NoIndex)
    return;
  const CallDetail &call = body.calls[operation.call];
  add(call.receiver, operation.place, uses);
  for (const Argument &argument : call.arguments)
    add(argument.value.object, operation.place, uses);
  for (const CallDetail &callee : calleesOf(body, operation, unit_)) {
    if (!asked.insert(callee.body).second)
      continue;
    const Body &inner = unit_.body(callee.body);
    collectReads(inner, std::nullopt, uses);
    for (const Block &block : inner.blocks)
      for (const Operation &each : block.operations)
        collect(each, inner, asked, uses);
  }
}

/// What the thread uses after it has let time pass, or again and again without an end.
std::vector<Static> Reader::lateUses(const Body &entry) const {
  std::vector<bool> isLate(entry.blocks.size());
  std::vector<size_t> from(entry.blocks.size());
  for (uint32_t block = 0; block < entry.blocks.size(); ++block) {
    const std::vector<Operation> &operations = entry.blocks[block].operations;
    auto first =
        llvm::find_if(operations, [&](const Operation &each) { return leadsTo(each, entry, unit_, takesTime); });
    from[block] = first - operations.begin();
    if (first == operations.end())
      continue;
    std::vector<bool> after = blocksReachableFrom(entry, block);
    bool isLoop = loopThrough(entry, block)[block];
    for (uint32_t each = 0; each < after.size(); ++each)
      isLate[each] = isLate[each] || (after[each] && (each != block || isLoop));
  }
  std::vector<bool> reached = blocksReachableFrom(entry, entry.entry);
  bool isEndless = !reached[entry.exit];
  std::vector<Static> uses;
  std::set<BodyId> asked;
  for (uint32_t block = 0; block < entry.blocks.size(); ++block) {
    bool all = isLate[block] || (isEndless && reached[block] && loopThrough(entry, block)[block]);
    if (all)
      collectReads(entry, block, uses);
    const std::vector<Operation> &operations = entry.blocks[block].operations;
    for (size_t index = all ? 0 : from[block]; index < operations.size(); ++index)
      collect(operations[index], entry, asked, uses);
  }
  return uses;
}

/// Somebody changes what the thread looks at, and then waits.
bool Reader::isAwaited(const Body &entry) const {
  std::set<EntityId> looked;
  std::set<BodyId> asked{entry.id};
  std::vector<BodyId> open{entry.id};
  while (!open.empty()) {
    const Body &body = unit_.body(open.back());
    open.pop_back();
    for (const Read &read : body.reads)
      looked.insert(read.object.declaration());
    for (const Block &block : body.blocks)
      for (const Operation &each : block.operations) {
        looked.insert(each.object.declaration());
        for (const CallDetail &callee : calleesOf(body, each, unit_))
          if (asked.insert(callee.body).second)
            open.push_back(callee.body);
      }
  }
  looked.erase(NoEntity);
  auto tells = [&](const Operation &each) {
    return (each.verb == Verb::Assign || each.verb == Verb::Exchange || each.verb == Verb::Notify ||
            each.verb == Verb::Cancel) &&
           looked.contains(each.object.declaration());
  };
  auto waits = [](const Operation &each) {
    return each.verb == Verb::Join || each.verb == Verb::Await || each.verb == Verb::Wait || each.verb == Verb::Take ||
           each.verb == Verb::Receive;
  };
  return llvm::any_of(unit_.bodies, [&](const Body &body) {
    return !asked.contains(body.id) && does(body, unit_, tells) && does(body, unit_, waits);
  });
}

/// `main` isn't here, or comes to its end.
bool Reader::programEnds() const {
  auto main = llvm::find_if(unit_.bodies, [&](const Body &body) { return unit_.nameOf(body) == "main"; });
  if (main == unit_.bodies.end())
    return true;
  std::vector<bool> staying(main->blocks.size());
  for (uint32_t block = 0; block < main->blocks.size(); ++block)
    staying[block] = llvm::any_of(main->blocks[block].operations, [&](const Operation &each) {
      BodyId callee = each.verb == Verb::Call ? main->calls[each.call].body : NoBody;
      return callee != NoBody && !main->calls[each.call].isVirtual &&
             !blocksReachableFrom(unit_.body(callee), unit_.body(callee).entry)[unit_.body(callee).exit];
    });
  return !staying[main->entry] && blocksReachableFrom(*main, main->entry, staying)[main->exit];
}

/// Where the thread that `operation` starts is detached.
const Operation *Reader::detachedBy(const Body &body, const Operation &operation, bool &isDetached) const {
  for (auto [index, argument] : llvm::enumerate(body.calls[operation.call].arguments)) {
    if (argument.value.kind != Value::Callable)
      continue;
    for (const Keeping &keeping : keepingsOf(body, operation, index, unit_))
      if (keeping.how == Keeping::Detached) {
        isDetached = true;
        return keeping.detached;
      }
  }
  return nullptr;
}

void Reader::readStatics(const Body &body, const Operation &operation) {
  bool isDetached = false;
  const Operation *detached = detachedBy(body, operation, isDetached);
  if (!isDetached)
    return;
  readThreadLocals(body, operation, detached);
  for (const Argument &argument : body.calls[operation.call].arguments) {
    BodyId entry = argument.value.kind == Value::Callable ? body.callables[argument.value.callable].body : NoBody;
    if (entry == NoBody)
      continue;
    std::vector<Static> uses = lateUses(unit_.body(entry));
    if (uses.empty() || isAwaited(unit_.body(entry)) || !programEnds())
      continue;
    const Entity &variable = unit_.entity(uses.front().variable);
    std::string name = "'" + variable.spelling + "'";
    Finding *finding =
        begin(detached ? endOf(*detached) : operation.place,
              "a detached thread uses " + name + ", which is destroyed when the program ends", body, operation);
    if (!finding)
      return;
    finding->step(detached ? detached->place : operation.place, "from here on nobody can wait for the thread");
    finding->step(uses.front().used, "may use " + name + " at any time", "thread");
    finding->step(variable.place, name + " is destroyed while the program ends, and the thread still runs");
    finding->remedy = "join the thread before the program ends, or let " + name +
                      " live for ever: a reference to an "
                      "object that is never deleted";
  }
}

/// What belongs to the thread that starts another is gone when it ends.
void Reader::readThreadLocals(const Body &body, const Operation &operation, const Operation *detached) {
  auto waits = [](const Operation &each) { return each.verb == Verb::Await || each.verb == Verb::Wait; };
  if (unit_.nameOf(body) == "main" || does(body, unit_, waits))
    return;
  auto check = [&](const Object &object, const Place &place) {
    if (object.root != Root::Variable || !unit_.entity(object.id).isThreadLocal || unit_.entity(object.id).isPointer)
      return;
    std::string name = "'" + unit_.entity(object.id).spelling + "'";
    if (Finding *finding =
            begin(detached ? endOf(*detached) : place,
                  "a detached thread uses " + name + " of the thread that starts it, which is gone when that ends",
                  body, operation)) {
      finding->step(place, "gives a reference to " + name + " to the thread");
      finding->step(unit_.entity(object.id).place, "each thread has its own, until it ends");
      finding->remedy = "give the thread a copy";
    }
  };
  for (const Argument &argument : body.calls[operation.call].arguments) {
    if (argument.value.kind == Value::Address)
      check(argument.value.object, argument.place);
    if (argument.value.kind == Value::Callable)
      for (const Capture &capture : body.callables[argument.value.callable].captures)
        if (capture.mode == Capture::ByReference || capture.takesAddress)
          check(capture.object, capture.place);
  }
}

void Reader::read() {
  for (const Body &body : unit_.bodies) {
    for (const ObjectDangling &dangling : objects_.read(body))
      report(dangling);
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations)
        if (operation.verb == Verb::Call)
          readStatics(body, operation);
  }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo DetachedLifetime;
const CheckInfo DetachedLifetime = {
    .name = "detached-lifetime",
    .summary = "A detached thread uses something that ends before it does.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
