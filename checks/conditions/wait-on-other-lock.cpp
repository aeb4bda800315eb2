// wait-on-other-lock: a wait gives back another lock than the one under which others change what it is about.
//
// Between the look and the sleep the others aren't kept out, and their notification is lost; standard conditions don't
// allow two locks for one condition at all. Where the state is changed under no lock, or under several, the changes are
// at fault: that is lost-wakeup's business.

#include "checks/check.h"
#include "checks/core/flow/state-locks.h"
#include "checks/core/unit/unit.h"

namespace leash {

namespace {

class Reader {
public:
  Reader(const Unit &unit, FindingSink &findings) : unit_(unit), findings_(findings), states_(unit) {}

  void read() {
    for (const ConditionWait &wait : states_.waits())
      if (std::optional<WrongLock> wrong = states_.wrongLock(wait))
        report(wait, *wrong);
  }

private:
  void report(const ConditionWait &wait, const WrongLock &wrong);
  std::string reason(const WrongLock &wrong) const;
  std::string remedy(const ConditionWait &wait, const WrongLock &wrong) const;
  std::string quoted(const Object &object) const { return "'" + unit_.spell(object) + "'"; }

  const Unit &unit_;
  FindingSink &findings_;
  StateLocks states_;
};

std::string Reader::reason(const WrongLock &wrong) const {
  switch (wrong.kind) {
  case WrongLock::Own:
    return "which nobody else can take";
  case WrongLock::NotHeld:
    return "which isn't held here; " + quoted(wrong.lock) + " is";
  case WrongLock::Other:
    return "and another wait for it gives back " + quoted(wrong.lock);
  case WrongLock::State:
    break;
  }
  return "but " + quoted(wrong.change.operation().object) + ", which it is about, is changed under " +
         quoted(wrong.lock);
}

std::string Reader::remedy(const ConditionWait &wait, const WrongLock &wrong) const {
  switch (wrong.kind) {
  case WrongLock::Own:
    return "wait with the lock under which the others change what is asked";
  case WrongLock::NotHeld:
    return "give " + quoted(wrong.lock) + " to the wait";
  case WrongLock::Other:
    return "use one lock for all waits for a condition";
  case WrongLock::State:
    break;
  }
  return "wait with " + quoted(wrong.lock) + ", or change the state under " + quoted(wait.lock) + " too";
}

void Reader::report(const ConditionWait &wait, const WrongLock &wrong) {
  Object named = wait.isWrapped ? wait.condition.owner() : wait.condition;
  Finding &finding = findings_.report(wait.operation->place, "the wait for " + quoted(named) + " gives back " +
                                                                 quoted(wait.lock) + ", " + reason(wrong));
  finding.entity = unit_.nameOf(*wait.body);
  finding.statement = wait.operation->text;
  finding.step(wait.operation->place, "looks, and goes to sleep with " + quoted(wait.lock), "waiter");
  if (wrong.kind == WrongLock::Other)
    finding.step(wrong.other->operation->place, "waits for the same condition with " + quoted(wrong.lock), "other");
  if (wrong.kind == WrongLock::State) {
    finding.step(wrong.change.operation().place, "changes it under " + quoted(wrong.lock), "other");
    finding.step(wait.operation->place, "may sleep on: nothing keeps the change from coming in between", "waiter");
  }
  finding.remedy = remedy(wait, wrong);
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) { Reader(unit, findings).read(); }

} // namespace

extern const CheckInfo WaitOnOtherLock;
const CheckInfo WaitOnOtherLock = {
    .name = "wait-on-other-lock",
    .summary = "A wait gives back another lock than the one under which others change what it is about.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
