// temporary-guard: a guard gives its lock back before what it was meant to guard.
//
// Either it has no name and ends with its statement, or a branch consists of nothing else, or a variable goes on
// referring to what was reached through it. Or it never had a lock. Whoever locks and unlocks to wait for others has
// nothing to do afterwards in that scope, or notifies first; a class that locks only while it is made owns nothing.

#include "checks/check.h"
#include "checks/core/flow/callees.h"
#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/lock-story.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

namespace {

/// A lock that an object owns, and the operation by which it came to it.
struct Owned {
  Object lock;
  const Operation *acquired = nullptr;
};

class Reader {
public:
  Reader(const Body &body, const Unit &unit, FindingSink &findings) : body_(body), unit_(unit), findings_(findings) {}

  void read() {
    for (const BriefObject &object : body_.briefObjects)
      readObject(object);
  }

private:
  void readObject(const BriefObject &brief);
  std::optional<Owned> ownedBy(const BriefObject &brief) const;
  std::optional<Owned> ownedBy(const BriefObject &brief, const Operation &operation) const;
  std::string nameOf(const Owned &owned) const;
  bool isAcquiredInto(const Object &object) const;
  bool leadsToNotify(const Object &object) const;
  void reportOwner(const BriefObject &brief, const Owned &owned);
  void reportEmpty(const BriefObject &brief);
  Finding &report(const Place &place, std::string message, const BriefObject &brief);

  const Body &body_;
  const Unit &unit_;
  FindingSink &findings_;
};

Finding &Reader::report(const Place &place, std::string message, const BriefObject &brief) {
  Finding &finding = findings_.report(place, std::move(message));
  finding.entity = unit_.nameOf(body_);
  finding.fixes = brief.fixes;
  return finding;
}

std::optional<Owned> Reader::ownedBy(const BriefObject &brief, const Operation &operation) const {
  if (operation.verb == Verb::Acquire)
    return operation.other == brief.object && operation.outcome == Outcome::Always && operation.object.isKnown()
               ? std::optional(Owned{operation.object, &operation})
               : std::nullopt;
  if (operation.verb != Verb::Call || operation.call == NoIndex)
    return std::nullopt;
  const CallDetail &call = body_.calls[operation.call];
  bool makes = call.isConstructor && call.receiver == brief.object;
  bool yields = brief.object == Object::result(operation.result);
  if (call.body == NoBody || call.isNamedByVocabulary || (!makes && !yields))
    return std::nullopt;
  // Who is given more than a lock may have done by then what it was made for.
  if (makes && brief.kind != BriefObject::Lent && call.arguments.size() > 1)
    return std::nullopt;
  for (const LockSummary &lock : unit_.summary(call.body).locks) {
    bool isTaken = llvm::any_of(lock.outcomes, [](const LockSummary::Outcome &outcome) {
      return outcome.change == LockChange::Acquired || outcome.change == LockChange::AcquiredShared;
    });
    Object mine = inCaller(lock.lock, call, unit_);
    if (isTaken && mine.isKnown() && (makes || lock.isReturned))
      return Owned{bindingsOf(body_, unit_).resolve(mine), &operation};
  }
  return std::nullopt;
}

std::optional<Owned> Reader::ownedBy(const BriefObject &brief) const {
  for (const Block &block : body_.blocks)
    for (const Operation &operation : block.operations)
      if (std::optional<Owned> owned = ownedBy(brief, operation))
        return owned;
  return std::nullopt;
}

/// The guard is given a lock in a way that its constructor's arguments don't show.
bool Reader::isAcquiredInto(const Object &object) const {
  return llvm::any_of(body_.blocks, [&](const Block &block) {
    return llvm::any_of(block.operations, [&](const Operation &operation) {
      bool gives = operation.verb == Verb::Acquire || operation.verb == Verb::Adopt || operation.verb == Verb::Move;
      return gives && (operation.other == object || operation.object == object);
    });
  });
}

/// The first thing that happens after the object's end wakes somebody who waits: then it has passed through the lock so
/// that whoever holds it has gone to sleep by then.
bool Reader::leadsToNotify(const Object &object) const {
  std::set<uint32_t> seen;
  auto firstIsNotify = [&](auto self, uint32_t index, size_t from) -> bool {
    const Block &block = body_.blocks[index];
    for (const Operation &operation : llvm::drop_begin(block.operations, from))
      if (operation.verb != Verb::Destroy && operation.verb != Verb::Use && operation.verb != Verb::None)
        return operation.verb == Verb::Notify;
    return llvm::any_of(
        block.edges, [&](const Edge &edge) { return seen.insert(edge.target).second && self(self, edge.target, 0); });
  };
  for (auto [index, block] : llvm::enumerate(body_.blocks))
    for (auto [at, operation] : llvm::enumerate(block.operations)) {
      bool isEnd = (operation.verb == Verb::Destroy || operation.verb == Verb::Release) && operation.object == object;
      if (isEnd && firstIsNotify(firstIsNotify, index, at + 1))
        return true;
    }
  return false;
}

/// The lock as it is written where the guard is made.
std::string Reader::nameOf(const Owned &owned) const {
  const Operation &acquired = *owned.acquired;
  if (acquired.verb == Verb::Call)
    if (const CallDetail &call = body_.calls[acquired.call]; call.isConstructor && !call.arguments.empty()) {
      llvm::StringRef text = llvm::StringRef(call.arguments.front().text).ltrim("&* ");
      if (!text.empty())
        return text.str();
    }
  return leash::nameOf(owned.lock, acquired, body_, unit_);
}

void Reader::reportOwner(const BriefObject &brief, const Owned &owned) {
  std::string name = nameOf(owned);
  std::string lock = "'" + name + "'";
  std::string next = "line " + std::to_string(brief.next.line);
  if (brief.kind == BriefObject::Unnamed) {
    Finding &finding =
        report(brief.place,
               "the guard of " + lock + " has no name, and so gives it back at once: what follows runs without", brief);
    finding.statement = owned.acquired->text;
    finding.step(brief.place, "locks " + lock + ", and unlocks it at the end of this statement");
    finding.step(brief.next, "runs without " + lock);
    finding.remedy = "give the guard a name: it then lives to the end of the block";
  } else if (brief.kind == BriefObject::InBranch) {
    Finding &finding = report(brief.place,
                              "the guard of " + lock +
                                  " is all that its branch consists of, and ends with it: what follows runs without",
                              brief);
    finding.statement = owned.acquired->text;
    finding.step(brief.place, "locks " + lock + ", and unlocks it at the end of the branch");
    finding.step(brief.next, "runs without " + lock);
    finding.remedy = "declare the guard outside of the branch, without locking, and lock it inside";
  } else {
    std::string user = brief.name.empty() ? "the loop" : "'" + brief.name + "'";
    Finding &finding = report(brief.place,
                              "the guard of " + lock + " has no name, and ends before " + user +
                                  " goes on with what was reached while it was held",
                              brief);
    finding.statement = owned.acquired->text;
    finding.step(brief.place, "locks " + lock + ", and unlocks it at the end of this expression");
    finding.step(brief.next, user + " refers to what " + lock + " guards, from here on without it");
    finding.remedy = "give the guard a name, in the scope in which what it guards is used";
  }
}

void Reader::reportEmpty(const BriefObject &brief) {
  std::string name = "'" + brief.name + "'";
  std::string message = brief.kind == BriefObject::Misparsed ? name + " declares a function that returns a guard: "
                                                                      "nothing is locked"
                        : brief.isNamedLock
                            ? name + " is declared here anew, as a guard without a lock: nothing is locked"
                            : name + " is given no lock, and so guards nothing";
  Finding &finding = report(brief.place, std::move(message), brief);
  finding.remedy =
      brief.isNamedLock ? "give the guard a name, before the parenthesis" : "give the guard the lock that it is to own";
}

void Reader::readObject(const BriefObject &brief) {
  if (brief.kind == BriefObject::Misparsed) {
    reportEmpty(brief);
  } else if (brief.kind == BriefObject::Empty) {
    if (!isAcquiredInto(brief.object))
      reportEmpty(brief);
  } else if (std::optional<Owned> owned = ownedBy(brief); owned && !leadsToNotify(brief.object)) {
    reportOwner(brief, *owned);
  }
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  for (const Body &body : unit.bodies)
    Reader(body, unit, findings).read();
}

} // namespace

extern const CheckInfo TemporaryGuard;
const CheckInfo TemporaryGuard = {
    .name = "temporary-guard",
    .summary = "A guard gives its lock back before what it was meant to guard, or never had one.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
