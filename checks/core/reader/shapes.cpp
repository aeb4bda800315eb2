// shapes: what a function means, where only its name and its class can tell.

#include "checks/core/reader/shapes.h"

#include "checks/core/reader/source.h"

#include "clang/AST/DeclCXX.h"

namespace leash {

using namespace clang;

namespace {

/// Names that a lock class gives its operations: the standard's requirements on a Lockable, and the same capitalised.
struct LockNames {
  llvm::StringRef acquire, release;
  Outcome outcome;
  bool shared;
};

constexpr LockNames Known[] = {
    {"lock", "unlock", Outcome::Always, false},
    {"Lock", "Unlock", Outcome::Always, false},
    {"try_lock", "unlock", Outcome::IfTrue, false},
    {"TryLock", "Unlock", Outcome::IfTrue, false},
    {"lock_shared", "unlock_shared", Outcome::Always, true},
    {"ReadLock", "ReadUnlock", Outcome::Always, true},
    {"WriteLock", "WriteUnlock", Outcome::Always, false},
};

bool hasMethod(const CXXRecordDecl &record, llvm::StringRef name, bool returnsTruth) {
  return llvm::any_of(record.methods(), [&](const CXXMethodDecl *method) {
    QualType result = method->getReturnType();
    return method->getIdentifier() && method->getName() == name && method->getNumParams() == 0 &&
           method->getAccess() == AS_public && (returnsTruth ? result->isBooleanType() : result->isVoidType());
  });
}

/// The name of `function` in lower case, without underscores.
std::string plainName(const FunctionDecl &function) {
  std::string name = llvm::StringRef(unqualifiedName(function)).lower();
  llvm::erase(name, '_');
  return name;
}

/// A class with methods of which none is called as what takes or gives back a lock is none.
bool isSurelyNoLock(QualType type) {
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition())
    return false;
  bool hasMethods = false;
  for (const CXXMethodDecl *method : record->getDefinition()->methods()) {
    if (!method->getIdentifier())
      continue;
    static constexpr llvm::StringLiteral Words[] = {"lock",     "unlock",    "trylock",  "lockshared",
                                                    "readlock", "writelock", "acquire",  "release",
                                                    "enter",    "leave",     "tryenter", "tryacquire"};
    if (llvm::is_contained(Words, plainName(*method)))
      return false;
    hasMethods = true;
  }
  return hasMethods;
}

/// A class that is made from a lock, for all that can be told, is a guard of it, and gives back what it holds by
/// itself.
bool isMadeFromAnother(const CXXRecordDecl &record) {
  return llvm::any_of(record.ctors(), [](const CXXConstructorDecl *constructor) {
    if (constructor->isCopyOrMoveConstructor() || constructor->getNumParams() == 0)
      return false;
    QualType first = constructor->getParamDecl(0)->getType();
    return (first->isReferenceType() || first->isPointerType()) && !isSurelyNoLock(first->getPointeeType());
  });
}

/// Dies unless the lock is held (a void method), or says whether it is.
std::optional<LockShape> heldShapeOf(const CXXMethodDecl &method) {
  std::string name = plainName(method);
  llvm::StringRef rest = name;
  bool asserts = rest.consume_front("assert") || rest.consume_front("dcheck") || rest.consume_front("check");
  rest.consume_front("is");
  bool isMeant = llvm::is_contained({"held", "heldbyme", "heldbycurrentthread", "heldbycaller", "locked", "lockedbyme",
                                     "lockedbycurrentthread", "lockheld", "owned", "ownedbyme", "ownedbycurrentthread",
                                     "acquired", "owner"},
                                    rest);
  QualType result = method.getReturnType();
  if (isMeant && asserts && result->isVoidType())
    return LockShape{Verb::Require, Outcome::Always, false};
  if (isMeant && !asserts && result->isBooleanType() && method.isConst())
    return LockShape{Verb::Require, Outcome::IfTrue, false};
  return std::nullopt;
}

} // namespace

std::optional<LockShape> lockShapeOf(const CXXMethodDecl &method) {
  if (!method.getIdentifier() || method.getNumParams() != 0 || method.isStatic())
    return std::nullopt;
  const CXXRecordDecl &record = *method.getParent();
  std::optional<LockShape> held = heldShapeOf(method);
  if (method.isConst() && !held)
    return std::nullopt;
  for (const LockNames &names : Known) {
    bool acquires = method.getName() == names.acquire, releases = method.getName() == names.release;
    if (!held && !acquires && !releases)
      continue; // before the class is asked for its other methods
    QualType result = method.getReturnType();
    bool isLockClass = hasMethod(record, names.acquire, names.outcome == Outcome::IfTrue) &&
                       hasMethod(record, names.release, false) && !isMadeFromAnother(record);
    if (held && isLockClass)
      return held;
    bool fits = acquires && names.outcome == Outcome::IfTrue ? result->isBooleanType() : result->isVoidType();
    if ((acquires || releases) && fits && isLockClass)
      return LockShape{acquires ? Verb::Acquire : Verb::Release, acquires ? names.outcome : Outcome::Always,
                       names.shared};
  }
  return std::nullopt;
}

bool isLockSeenInPart(const CXXRecordDecl &record) {
  return llvm::any_of(record.methods(), [](const CXXMethodDecl *method) {
    std::optional<LockShape> shape = lockShapeOf(*method);
    return shape && shape->verb != Verb::Require && !method->isDefined();
  });
}

bool isFarewell(const FunctionDecl &function) {
  std::string name = llvm::StringRef(unqualifiedName(function)).lower();
  return llvm::is_contained({"close", "cancel", "shutdown", "disconnect"}, name);
}

bool isHousekeeping(const FunctionDecl &function) {
  std::string name = llvm::StringRef(unqualifiedName(function)).lower();
  llvm::StringRef rest = name;
  bool removes = rest.consume_front("remove") || rest.consume_front("delete") || rest.consume_front("destroy") ||
                 rest.consume_front("unlink");
  bool makes = !removes && (rest.consume_front("create") || rest.consume_front("make"));
  rest.consume_front("_");
  bool isDirectory = rest.starts_with("dir");
  return (removes && (rest.starts_with("file") || rest == "db")) || ((removes || makes) && isDirectory);
}

bool isGetterWithError(const FunctionDecl &function) {
  const auto *method = dyn_cast<CXXMethodDecl>(&function);
  return method && method->isConst() && method->getNumParams() == 1 && !method->getReturnType()->isVoidType();
}

} // namespace leash
