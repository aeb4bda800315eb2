// role: the words for the roles of types and the uses of callables.
#include "checks/core/model/role.h"

#include "checks/core/model/words.h"

namespace leash {

static constexpr Words roles({
    Word<TypeRole>{TypeRole::None, "none"},
    {TypeRole::Mutex, "mutex"},
    {TypeRole::SharedMutex, "shared-mutex"},
    {TypeRole::RecursiveMutex, "recursive-mutex"},
    {TypeRole::Guard, "guard"},
    {TypeRole::Condition, "condition"},
    {TypeRole::Thread, "thread"},
    {TypeRole::JoiningThread, "joining-thread"},
    {TypeRole::Future, "future"},
    {TypeRole::Promise, "promise"},
    {TypeRole::Task, "task"},
    {TypeRole::BrokenPromise, "broken-promise"},
    {TypeRole::Counter, "counter"},
    {TypeRole::Semaphore, "semaphore"},
    {TypeRole::Channel, "channel"},
    {TypeRole::Error, "error"},
    {TypeRole::Callable, "callable"},
    {TypeRole::SmartPointer, "smart-pointer"},
    {TypeRole::Reference, "reference"},
    {TypeRole::ThreadGroup, "thread-group"},
    {TypeRole::Pool, "pool"},
});

static constexpr Words uses({
    Word<CallableUse>{CallableUse::Unknown, "unknown"},
    {CallableUse::CalledNow, "called-now"},
    {CallableUse::AtEnd, "at-end"},
    {CallableUse::Kept, "kept"},
    {CallableUse::OtherThread, "other-thread"},
});

std::string_view spelling(TypeRole role) { return roles.of(role); }
std::optional<TypeRole> roleCalled(std::string_view word) { return roles.called(word); }
std::string knownRoles() { return roles.known(); }

std::string_view spelling(CallableUse use) { return uses.of(use); }
std::optional<CallableUse> callableUseCalled(std::string_view word) { return uses.called(word); }
std::string knownCallableUses() { return uses.known(); }

} // namespace leash
