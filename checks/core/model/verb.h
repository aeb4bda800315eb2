// verb: the closed list of what code can do to an object, as far as concurrency and errors are concerned.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leash {

enum class Verb : uint8_t {
  None,

  // Locks. With a guard as the other party the guard owns the lock.
  Acquire,
  Release,
  Adopt,     ///< a guard takes over a lock that is held already
  Defer,     ///< a guard names a lock without acquiring it
  Disown,    ///< a guard gives its lock up without releasing it
  Configure, ///< makes a lock whose kind is decided at run time
  Require,   ///< asserts or demands that the lock is held

  // Conditions.
  Wait, ///< waits to be notified; the other party is the lock given back meanwhile
  Notify,

  // Channels.
  Send,
  Receive,
  Close,
  Select,

  // Tasks.
  Spawn,
  Join,
  Detach,
  Cancel,

  // Counters and semaphores.
  Add,  ///< more to wait for
  Done, ///< counts down
  Take, ///< takes a permit of a semaphore
  Post, ///< gives a permit

  // Promises and futures.
  Await,   ///< waits for a future, a counter, a barrier
  Fulfil,  ///< sets a promise's value or exception
  Connect, ///< object becomes the receiving end of other (promise.get_future())

  // Errors.
  Produce, ///< object is an error value nobody has looked at
  Inspect, ///< object is looked at

  // Atomics.
  Exchange, ///< object is read and written in one step

  // Initialisation.
  Once, ///< runs a callable unless that has been done for object, a flag; who comes meanwhile waits

  // Time.
  Pause, ///< lets time pass: sleeps, or leaves the processor to others

  // The rest of the language, as far as flow needs it.
  Create,  ///< an object's life begins; of a handle, by an entry: that of the channel that it stands for
  Destroy, ///< an object's life ends, its destructor runs
  Assign,
  Move,   ///< object takes over what other owned
  Use,    ///< object is read or passed where only its value is seen
  Escape, ///< object's address becomes known to code that can't be seen
  Call,
  Return,
  Throw,
};

/// Whether what the verb says is a wait for what others do, with or without a limit.
bool waitsForOthers(Verb verb);

/// The word for it in vocabulary files and in `leash show operations`: "acquire".
std::string_view spelling(Verb verb);
/// The verb called `word`, or nothing.
std::optional<Verb> verbCalled(std::string_view word);
/// All words, sorted, comma separated: for error messages.
std::string knownVerbs();

/// When an operation's effect takes place, by what the call returns.
enum class Outcome : uint8_t {
  Always,
  IfTrue, ///< returns true (or non-zero)
  IfFalse,
  IfZero,     ///< returns 0: POSIX success
  IfMinusOne, ///< returns -1: none of several failed
  IfNonNull,  ///< returns a pointer or an object that converts to true
};

std::string_view spelling(Outcome outcome);
std::optional<Outcome> outcomeCalled(std::string_view word);
std::string knownOutcomes();

} // namespace leash
