// lock-not-released: a lock is acquired by hand and, on some path, not given back.
//
// Whether that is meant is the business of flow/kept-locks.h; where only the exceptions of what is called take the lock
// along, it is exception-unsafe-lock that tells. A throw of the function's own is a way out like any other.

#include "checks/check.h"
#include "checks/core/flow/kept-locks.h"
#include "checks/core/unit/unit.h"

namespace leash {

namespace {

void report(const KeptLock &kept, const Body &body, const Unit &unit, FindingSink &findings) {
  const LockExit &first = *kept.exits.front();
  std::string name = nameOf(kept, unit), function(unit.nameOf(body));
  std::string message = "'" + name + "' is locked here and ";
  if (first.kind == LockExit::NextIteration)
    message += "not unlocked before the next iteration";
  else
    message +=
        "still locked when " +
        (first.kind == LockExit::Exception ? "an exception leaves '" + function + "'" : "'" + function + "' returns") +
        " at line " + std::to_string(placeOfExit(body, first).line);
  Finding &finding = findings.report(kept.acquired->place, std::move(message));
  finding.entity = function;
  finding.statement = kept.acquired->text;
  tellKept(kept, body, unit, finding);
  finding.remedy = "unlock '" + name + "' on every way out, or let a guard own it for the rest of the scope";
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  for (const Body &body : unit.bodies)
    for (const KeptLock &kept : keptLocks(body, unit))
      if (!kept.isByExceptionOnly())
        report(kept, body, unit, findings);
}

} // namespace

extern const CheckInfo LockNotReleased;
const CheckInfo LockNotReleased = {
    .name = "lock-not-released",
    .summary = "A lock acquired by hand is not given back on some path.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
