// role: what kind of thing a type is, and what becomes of a callable: the nouns beside verb.h's verbs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leash {

/// What a type's objects are for.
enum class TypeRole : uint8_t {
  None,
  Mutex,          ///< exclusive lock
  SharedMutex,    ///< shared and exclusive
  RecursiveMutex, ///< may be acquired again by its holder
  Guard,          ///< owns a lock for a while; releases what it owns when destroyed
  Condition,
  Thread,        ///< a running task, joined or detached by hand
  JoiningThread, ///< joins when destroyed
  Future,
  Promise,
  Task,          ///< a callable that fulfils a future when it runs (packaged_task)
  BrokenPromise, ///< what is thrown to who waits for a promise that is gone
  Counter,       ///< a wait for it ends when it was counted down (latch, wait group, barrier)
  Semaphore,
  Channel,
  Error,        ///< a value that says whether something failed
  Callable,     ///< type-erased callable (std::function)
  SmartPointer, ///< owns what operator-> yields
  Reference,    ///< a copyable stand-in for a reference (reference_wrapper)
  ThreadGroup,  ///< a container of threads with join-all
  Pool,         ///< runs callables given to it, later and on other threads
};

/// Whether its objects are locks themselves, of whatever kind.
constexpr bool isLock(TypeRole role) {
  return role == TypeRole::Mutex || role == TypeRole::SharedMutex || role == TypeRole::RecursiveMutex;
}

/// The word for it in vocabulary files: "shared-mutex".
std::string_view spelling(TypeRole role);
/// The role called `word`, or nothing.
std::optional<TypeRole> roleCalled(std::string_view word);
/// All words, sorted, comma separated: for error messages.
std::string knownRoles();

/// When the callable in an argument runs.
enum class CallableUse : uint8_t {
  Unknown,
  CalledNow,   ///< before the call returns, on this thread
  AtEnd,       ///< when the object that keeps it is destroyed
  Kept,        ///< stored; may run later
  OtherThread, ///< runs on another thread, may outlive the call
};

std::string_view spelling(CallableUse use);
std::optional<CallableUse> callableUseCalled(std::string_view word);
std::string knownCallableUses();

} // namespace leash
