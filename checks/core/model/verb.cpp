// verb: the words for verbs and outcomes.
#include "checks/core/model/verb.h"

#include "checks/core/model/words.h"

namespace leash {

static constexpr Words verbs({
    Word<Verb>{Verb::None, "none"},
    {Verb::Acquire, "acquire"},
    {Verb::Release, "release"},
    {Verb::Adopt, "adopt"},
    {Verb::Defer, "defer"},
    {Verb::Disown, "disown"},
    {Verb::Require, "require"},
    {Verb::Wait, "wait"},
    {Verb::Notify, "notify"},
    {Verb::Send, "send"},
    {Verb::Receive, "receive"},
    {Verb::Close, "close"},
    {Verb::Select, "select"},
    {Verb::Spawn, "spawn"},
    {Verb::Join, "join"},
    {Verb::Detach, "detach"},
    {Verb::Cancel, "cancel"},
    {Verb::Add, "add"},
    {Verb::Done, "done"},
    {Verb::Take, "take"},
    {Verb::Post, "post"},
    {Verb::Await, "await"},
    {Verb::Fulfil, "fulfil"},
    {Verb::Connect, "connect"},
    {Verb::Produce, "produce"},
    {Verb::Inspect, "inspect"},
    {Verb::Create, "create"},
    {Verb::Destroy, "destroy"},
    {Verb::Assign, "assign"},
    {Verb::Move, "move"},
    {Verb::Use, "use"},
    {Verb::Escape, "escape"},
    {Verb::Call, "call"},
    {Verb::Return, "return"},
    {Verb::Throw, "throw"},
    {Verb::Pause, "pause"},
    {Verb::Exchange, "exchange"},
    {Verb::Once, "once"},
    {Verb::Configure, "configure"},
});

static constexpr Words outcomes({
    Word<Outcome>{Outcome::Always, "always"},
    {Outcome::IfTrue, "if-true"},
    {Outcome::IfFalse, "if-false"},
    {Outcome::IfZero, "if-zero"},
    {Outcome::IfMinusOne, "if-minus-one"},
    {Outcome::IfNonNull, "if-non-null"},
});

bool waitsForOthers(Verb verb) {
  switch (verb) {
  case Verb::Wait:
  case Verb::Await:
  case Verb::Join:
  case Verb::Take:
  case Verb::Receive:
  case Verb::Select:
    return true;
  default:
    return false;
  }
}

std::string_view spelling(Verb verb) { return verbs.of(verb); }
std::optional<Verb> verbCalled(std::string_view word) { return verbs.called(word); }
std::string knownVerbs() { return verbs.known(); }

std::string_view spelling(Outcome outcome) { return outcomes.of(outcome); }
std::optional<Outcome> outcomeCalled(std::string_view word) { return outcomes.called(word); }
std::string knownOutcomes() { return outcomes.known(); }

} // namespace leash
