// lock-story: how findings about locks tell their way.
#include "checks/core/flow/lock-story.h"

#include "checks/core/flow/callees.h"
#include "checks/core/unit/unit.h"

#include <tuple>

namespace leash {

static constexpr size_t DecisionsShown = 4;

std::string nameOf(const Object &lock, const Operation &acquired, const Body &body, const Unit &unit) {
  if (acquired.verb == Verb::Acquire && !acquired.name.empty())
    return acquired.name;
  // The lock inside of a lock class, or behind a guard's reference: its users write what they hand over.
  const CallDetail *call = acquired.call == NoIndex ? nullptr : &body.calls[acquired.call];
  // A function that yields what it holds speaks of its own members.
  bool yields = call && call->body != NoBody && !call->isConstructor && !unit.body(call->body).returnsVoid;
  if (yields)
    for (const Acquisition &taken : unit.summary(call->body).acquisitions)
      if (!taken.isForeign && sameHere(inCaller(taken.lock, *call, unit), lock))
        return innermost(taken, unit).name;
  const Object *written = nullptr;
  auto consider = [&](const Object &object) {
    if (object.isKnown() && object.root != Root::Result && lock.startsWith(object) &&
        !(object.root == Root::This && object.path.empty()) && (!written || object.startsWith(*written)))
      written = &object;
  };
  if (call) {
    consider(call->receiver);
    for (const Argument &argument : call->arguments)
      consider(argument.value.object);
  }
  return unit.spell(written ? *written : lock);
}

const Acquisition &innermost(const Acquisition &acquisition, const Unit &unit) {
  const Acquisition *at = &acquisition;
  while (at->callee != NoBody)
    at = &unit.summary(at->callee).acquisitions[at->inCallee];
  return *at;
}

static void tellCall(const Place &place, BodyId callee, const Unit &unit, Finding &finding,
                     const std::string &thread = {}) {
  const Body &body = unit.body(callee);
  finding.step(place,
               body.isLambda ? "calls the lambda of line " + std::to_string(body.place.line)
                             : "calls '" + std::string(unit.nameOf(body)) + "'",
               thread);
}

void tellAcquisition(const Acquisition &acquisition, const Unit &unit, Finding &finding, const std::string &thread) {
  const Acquisition *at = &acquisition;
  for (; at->callee != NoBody; at = &unit.summary(at->callee).acquisitions[at->inCallee])
    tellCall(at->place, at->callee, unit, finding, thread);
  finding.step(at->place, "locks '" + at->name + (at->shared ? "' (shared)" : "'"), thread);
}

const Blocking &innermost(const Blocking &blocking, const Unit &unit) {
  const Blocking *at = &blocking;
  while (at->callee != NoBody)
    at = &unit.summary(at->callee).blockings[at->inCallee];
  return *at;
}

void tellBlocking(const Blocking &blocking, const Unit &unit, Finding &finding) {
  const Blocking *at = &blocking;
  for (; at->callee != NoBody; at = &unit.summary(at->callee).blockings[at->inCallee])
    tellCall(at->place, at->callee, unit, finding);
  finding.step(at->place, at->verb == Verb::Pause  ? "sleeps"
                          : at->verb == Verb::Join ? "waits for '" + at->name + "' to end"
                          : at->name.empty()       ? "waits"
                                                   : "waits for '" + at->name + "'");
}

void tellDecisions(const std::vector<const Edge *> &decisions, const Place &from, const Place &to, Finding &finding) {
  auto isBefore = [](const Place &a, const Place &b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  };
  std::vector<const Edge *> between;
  for (const Edge *decision : decisions)
    if (isBefore(from, decision->place) && isBefore(decision->place, to))
      between.push_back(decision);
  size_t skipped = between.size() > DecisionsShown ? between.size() - DecisionsShown : 0;
  for (size_t i = skipped; i < between.size(); ++i)
    finding.step(between[i]->place, between[i]->text);
}

} // namespace leash
