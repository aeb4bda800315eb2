// callees: what may run while a call lasts, as far as the unit shows it.
#pragma once

#include "checks/core/flow/lock-event.h"
#include "checks/core/model/body.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <optional>
#include <vector>

namespace leash {

class Unit;

/// `inCallee`, an object in the terms of the callee of `call`, in its caller's terms; unknown if it has no name there.
Object inCaller(const Object &inCallee, const CallDetail &call, const Unit &unit);

/// The lock of `inCallee`, taken in the callee of `call`, in its caller's terms; unknown if it can't be told which of
/// several it is.
Object acquiredIn(const Acquisition &inCallee, const CallDetail &call, const Unit &unit);

/// What acquisition `index` of the callee of `call` is to the caller, whose `operation` makes that call: its lock in
/// the caller's terms, or foreign.
Acquisition acquisitionThrough(const Operation &operation, const CallDetail &call, uint32_t index, const Unit &unit);

/// What blocking `index` of the callee of `call` is to the caller, whose `operation` makes that call.
Blocking blockingThrough(const Operation &operation, const CallDetail &call, uint32_t index, const Unit &unit);

/// How `operation` of `body` makes its thread wait for something else than a lock, for long or for ever; nothing if it
/// doesn't.
std::optional<Blocking> blockingBy(const Operation &operation, const Body &body);

/// The call of `body` that yields `result`; null if it is none's, as an allocation's.
const Operation *callYielding(const Object &result, const Body &body);

/// The callables that `call` is given and that run before it returns, as calls of their own.
std::vector<CallDetail> calledNow(const Body &body, const CallDetail &call);

/// Every call that `operation`, a call or an object's end, stands for: the function itself, whoever overrides it, the
/// callables that are stored where it calls, and those that it is given and that run before it returns. Each has a
/// body. Empty where the vocabulary says all there is to say.
std::vector<CallDetail> calleesOf(const Body &body, const Operation &operation, const Unit &unit);

/// Whether `operation` of `body` is one that `fits`, or leads to one in a callee, through any number of calls.
bool leadsTo(const Operation &operation, const Body &body, const Unit &unit,
             llvm::function_ref<bool(const Operation &)> fits);

/// Whether `body` does something that `fits`, itself or in a callee.
bool does(const Body &body, const Unit &unit, llvm::function_ref<bool(const Operation &)> fits);

} // namespace leash
