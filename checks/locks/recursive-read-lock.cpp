// recursive-read-lock: a reader acquires its lock again while it reads, and a writer that waits in between stops both.

#include "checks/check.h"
#include "checks/core/flow/lock-story.h"
#include "checks/core/unit/unit.h"

#include <set>
#include <tuple>

namespace leash {

namespace {

void run(const Unit &unit, const OptionValues &, FindingSink &findings) {
  std::set<std::tuple<std::string, uint32_t, std::string>> reported; // file, line, message
  for (const Body &body : unit.bodies)
    for (const LockFlow &flow : unit.lockFlows[body.id])
      for (const LockEvent &event : flow.events) {
        if (flow.gaveUp || event.kind != LockEvent::Retaken || !event.wasShared || !event.shared)
          continue;
        const Operation &before = *event.before;
        std::string name = nameOf(flow.lock, before, body, unit);
        std::string message = "'" + name + "' is locked shared again here, under the shared lock of line " +
                              std::to_string(before.place.line) +
                              ": a writer that waits in between blocks both for ever";
        const Place &place = event.operation->place;
        if (!reported.insert({place.file, place.line, message}).second)
          continue;
        Finding &finding = findings.report(event.operation->place, std::move(message));
        finding.entity = unit.nameOf(body);
        finding.statement = event.operation->text;
        finding.step(before.place, "locks '" + name + "' (shared)", "reader");
        finding.step(before.place, "waits to lock '" + name + "' alone, and lets no more readers in", "writer");
        tellDecisions(event.decisions, before.place, event.operation->place, finding);
        tellAcquisition(event.acquisition, unit, finding, "reader");
        finding.steps.back().message += ", behind the writer that waits for this reader";
        finding.remedy = "lock it in one place: call a variant that expects the lock to be held";
      }
}

} // namespace

extern const CheckInfo RecursiveReadLock;
const CheckInfo RecursiveReadLock = {
    .name = "recursive-read-lock",
    .summary = "A reader acquires a shared lock that it holds already; a writer that waits in between blocks both.",
    .severity = Severity::Warning,
    .since = "0.1",
    .options = {},
    .run = run,
};

} // namespace leash
