// dangling-capture: a callable that may run later refers to a local that is gone by then.
//
// Variables of loops are loop-capture's. A reference that a function was given dangles where one of its callers gives
// it something that ends too soon. So does a pointer to an object that has left a callback with somebody, and ends
// without taking it back; what detached threads do with objects is detached-lifetime's.

#include "checks/check.h"
#include "checks/core/flow/departure-story.h"
#include "checks/core/flow/departure.h"
#include "checks/core/flow/object-departure.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace leash {

namespace {

std::string headline(const Dangling &dangling, const Unit &unit) {
  const Departure &departure = dangling.departure;
  std::string name = "'" + departure.name + "'";
  if (departure.capture && departure.capture->isView)
    return name + " leads into '" + unit.spell(departure.variable) +
           "', and is captured in a callable that may run after that is gone";
  std::string how = departure.capture ? " is captured by reference in a callable" : " is passed by address to code";
  return name + how + " that may run " +
         (dangling.callers.empty() ? "after it is gone" : "after what a caller gives for it is gone");
}

/// What ends too soon.
std::string ended(const Dangling &dangling, const Unit &unit) {
  const std::vector<Departure> &callers = dangling.callers;
  if (callers.empty())
    return "'" + unit.spell(dangling.departure.variable) + "'";
  return callers.back().name.empty() ? "the temporary" : "'" + callers.back().name + "'";
}

std::string remedy(const Departure &departure, const Unit &unit) {
  std::string name = "'" + departure.name + "'", wait = ", or wait for the work before it ends";
  bool isView = departure.capture && departure.capture->isView;
  if (!departure.callable)
    return "give it an object of its own that lives long enough" + wait;
  if (isView)
    return "capture a copy of what " + name + " leads to" + wait;
  if (changesWhatItRefersTo(departure, unit))
    return "give the callable an object of its own that lives as long" + wait;
  bool isCopyable = departure.variable.isVariable() && unit.entity(departure.variable.id).isCopyable;
  return (isCopyable ? "capture " + name + " by value" : "move " + name + " into the callable") + wait;
}

void report(const Dangling &dangling, const Unit &unit, FindingSink &findings) {
  const Departure &departure = dangling.departure;
  Finding &finding = findings.report(departure.place, headline(dangling, unit));
  finding.entity = std::string(unit.nameOf(*departure.body));
  finding.statement = departure.operation->text;
  for (const Departure &caller : llvm::reverse(dangling.callers))
    finding.step(caller.place,
                 caller.name.empty() ? "passes a temporary by reference" : "passes '" + caller.name + "' by reference");
  tellDeparture(departure, finding);
  finding.step(dangling.end, ended(dangling, unit) + " is gone here while the callable may still use it");
  finding.remedy = remedy(departure, unit);
  addCopyFix(departure, unit, finding);
}

/// What keeps the pointer, as the user reads it.
std::string keeper(const ObjectDeparture &departure) {
  const Operation &operation = *departure.operation;
  return operation.call == NoIndex ? "the assignment" : "'" + departure.body->calls[operation.call].name + "'";
}

void report(const ObjectDangling &dangling, const Unit &unit, FindingSink &findings) {
  const ObjectDeparture &departure = dangling.departure;
  std::string name = "'" + departure.name + "'";
  std::string how = departure.isCaptured ? " is captured in a callable" : " is passed to code";
  std::string what = departure.name == "this"        ? "the object"
                     : departure.object.isVariable() ? "it"
                                                     : "what it leads to";
  Finding &finding = findings.report(departure.place, name + how + " that may run after " + what + " is gone");
  finding.entity = std::string(unit.nameOf(*departure.body));
  finding.statement = departure.operation->text;
  finding.step(departure.place, "takes a pointer by " + name);
  finding.step(departure.operation->place, keeper(departure) + " keeps it for later");
  for (const Site &caller : dangling.callers)
    finding.step(caller.operation().place, "by way of '" + std::string(unit.nameOf(*caller.body)) + "'");
  finding.step(dangling.end, "'" + dangling.owner + "' ends here, and nobody has taken back what was left");
  finding.remedy = "take it back in the destructor, or keep the object alive by a pointer that owns it, or that tells "
                   "whether it is still there";
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  DepartureReader reader(unit, Life::Scope);
  ObjectDepartureReader objects(unit, Keeping::Stored);
  std::set<std::pair<Place, std::string>> reported;
  for (const Body &body : unit.bodies)
    for (const ObjectDangling &dangling : objects.read(body))
      if (reported.insert({dangling.departure.place, dangling.departure.name}).second)
        report(dangling, unit, findings);
  for (const Body &body : unit.bodies)
    for (const Dangling &dangling : reader.read(body))
      if (reported.insert({dangling.departure.place, dangling.departure.name}).second)
        report(dangling, unit, findings);
}

} // namespace

extern const CheckInfo DanglingCapture;
const CheckInfo DanglingCapture = {
    .name = "dangling-capture",
    .summary = "A callable that may run later refers to a local or an object that is gone by then.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
