// exception-unsafe-lock: a lock is acquired by hand, and an exception on the way to where it is given back takes it
// along.
//
// Only what is seen to throw counts: a throw here or in a function that is called here, a library function that throws
// on bad input unless the input has just been checked, and a callable that somebody else has handed over.

#include "checks/check.h"
#include "checks/core/flow/kept-locks.h"
#include "checks/core/unit/unit.h"

#include <set>

namespace leash {

namespace {

/// Where the exception comes from, if that is in a callee.
void tellThrow(const LockExit &exit, const Body &body, const Unit &unit, Finding &finding) {
  constexpr unsigned deepest = 4;
  BodyId callee = exit.last && exit.last->call != NoIndex ? body.calls[exit.last->call].body : NoBody;
  if (callee == NoBody || unit.summary(callee).throws != Throws::Yes)
    return;
  for (unsigned depth = 0; depth < deepest && callee != NoBody && unit.summary(callee).throwPlace.isKnown(); ++depth) {
    const Place &place = unit.summary(callee).throwPlace;
    finding.step(place, "'" + std::string(unit.nameOf(unit.body(callee))) + "' is left by an exception here");
    BodyId next = NoBody;
    for (const Block &block : unit.body(callee).blocks)
      for (const Operation &each : block.operations)
        if (each.verb == Verb::Call && each.call != NoIndex && each.place == place)
          next = unit.body(callee).calls[each.call].body;
    callee = next;
  }
}

void report(const KeptLock &kept, const Body &body, const Unit &unit, FindingSink &findings) {
  const LockExit &first = *kept.exits.front();
  std::string name = nameOf(kept, unit), function(unit.nameOf(body));
  Finding &finding = findings.report(kept.acquired->place,
                                     "'" + name + "' is locked here and stays locked if an exception leaves '" +
                                         function + "' at line " + std::to_string(placeOfExit(body, first).line));
  finding.entity = function;
  finding.statement = kept.acquired->text;
  tellKept(kept, body, unit, finding);
  tellThrow(first, body, unit, finding);
  finding.remedy = "let a guard own '" + name + "' for the rest of the scope; it gives it back to exceptions, too";
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  std::set<Place> reported; // several that are taken together are one mistake
  for (const Body &body : unit.bodies)
    for (const KeptLock &kept : keptLocks(body, unit))
      if (kept.isByExceptionOnly() && reported.insert(kept.acquired->place).second)
        report(kept, body, unit, findings);
}

} // namespace

extern const CheckInfo ExceptionUnsafeLock;
const CheckInfo ExceptionUnsafeLock = {
    .name = "exception-unsafe-lock",
    .summary = "A lock acquired by hand stays locked if an exception is thrown before it is given back.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
