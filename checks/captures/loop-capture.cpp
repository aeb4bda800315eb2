// loop-capture: a callable that may run after the iteration refers to a variable of the iteration.

#include "checks/check.h"
#include "checks/core/flow/departure-story.h"
#include "checks/core/flow/departure.h"
#include "checks/core/unit/unit.h"

#include <set>

namespace leash {

namespace {

void report(const Dangling &dangling, const Unit &unit, FindingSink &findings) {
  const Departure &departure = dangling.departure;
  std::string name = "'" + departure.name + "'";
  std::string how = departure.capture ? "captured by reference in a callable" : "passed by address to code";
  Finding &finding = findings.report(departure.place, name + " is " + how + " that may run after the iteration ends");
  finding.entity = std::string(unit.nameOf(*departure.body));
  finding.statement = departure.operation->text;
  tellDeparture(departure, finding);
  finding.step(dangling.end,
               name + (dangling.changes ? " changes" : " is gone") + " here while the callable may still use it");
  finding.remedy =
      !departure.callable
          ? "give it an object of its own that lives long enough, or wait for the work before the iteration ends"
      : unit.entity(departure.variable.id).isCopyable
          ? "capture " + name + " by value, or wait for the work before the iteration ends"
          : "move " + name + " into the callable, or wait for the work before the iteration ends";
  addCopyFix(departure, unit, finding);
}

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  DepartureReader reader(unit, Life::Iteration);
  std::set<std::pair<Place, std::string>> reported;
  for (const Body &body : unit.bodies)
    for (const Dangling &dangling : reader.read(body))
      if (reported.insert({dangling.departure.place, dangling.departure.name}).second)
        report(dangling, unit, findings);
}

} // namespace

extern const CheckInfo LoopCapture;
const CheckInfo LoopCapture = {
    .name = "loop-capture",
    .summary = "A callable that outlives the iteration refers to a variable of the loop.",
    .severity = Severity::Error,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
