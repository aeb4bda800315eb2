// shapes: what a function means, where only its name and its class can tell.
//
// The last resort: asked where neither vocabulary nor attribute nor body says anything (docs/decisions/0006).
#pragma once

#include "checks/core/model/verb.h"

#include <optional>

namespace clang {
class CXXMethodDecl;
class FunctionDecl;
} // namespace clang

namespace leash {

/// What a method does to the lock that it is called on.
struct LockShape {
  Verb verb = Verb::None; ///< Acquire, Release, or Require: asserts that it is held, or says whether it is
  Outcome outcome = Outcome::Always;
  bool shared = false;
};

/// By the standard's requirements on a Lockable, and the same names capitalised, and what such classes call it to be
/// held; nothing if `method` or its class is no such thing. A class that is made from a lock is a guard of it, and no
/// lock.
std::optional<LockShape> lockShapeOf(const clang::CXXMethodDecl &method);

/// Some of the methods by which `record` is a lock have their bodies in another unit.
bool isLockSeenInPart(const clang::CXXRecordDecl &record);

/// The last thing done to an object: nothing follows from its failure, and nobody checks it, as with POSIX's close.
bool isFarewell(const clang::FunctionDecl &function);

/// Makes or removes files or directories that may well be there, or gone, already: as with POSIX's mkdir and unlink,
/// hardly anybody checks it.
bool isHousekeeping(const clang::FunctionDecl &function);

/// Asks an object for something that it may not have: the answer says so as well as the error that it writes.
bool isGetterWithError(const clang::FunctionDecl &function);

} // namespace leash
