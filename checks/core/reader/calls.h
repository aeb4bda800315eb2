// calls: the operations that one call performs, by vocabulary, by attribute, or plainly as a call.
#pragma once

#include "checks/core/reader/expressions.h"
#include "checks/core/reader/guard-offers.h"

#include "clang/AST/Type.h"

#include <functional>
#include <map>
#include <vector>

namespace clang {
class CXXConstructExpr;
class CXXConstructorDecl;
class CXXTryStmt;
class FunctionDecl;
class ParmVarDecl;
} // namespace clang

namespace leash {

/// A call or construction, in one shape.
struct CallSite {
  const clang::Expr *expression = nullptr;
  clang::QualType type;                        ///< of what it yields or makes
  const clang::FunctionDecl *callee = nullptr; ///< null for a call through a pointer
  const clang::Expr *receiver = nullptr;       ///< the object expression of a method
  llvm::ArrayRef<const clang::Expr *> arguments;
  Object made; ///< what a constructor makes
};

class CallReader {
public:
  CallReader(Declarations &declarations, const Outline &outline, ExpressionReader &expressions, Body &body)
      : declarations_(declarations), outline_(outline), expressions_(expressions), body_(body) {}

  /// Appends what `site` does, in order. The last one carries the call's detail.
  void read(const CallSite &site, std::vector<Operation> &operations);

  /// The call of a destructor, by the object's end or by delete.
  void readDestructor(const clang::FunctionDecl *destructor, Object object, TypeRole role, Place place,
                      std::vector<Operation> &operations);

  Place placeOf(const clang::Stmt &statement) const;
  uint32_t unwindOf(const clang::Stmt *statement);

  /// Blocks that handle each try statement; set by the body reader before lowering.
  llvm::DenseMap<const clang::CXXTryStmt *, uint32_t> handlers;
  /// Locks and unlocks by hand, in the order in which they were read.
  std::vector<HandCall> handCalls;
  /// Objects that are locked in some other way, or given to something that locks.
  std::vector<Object> otherwiseLocked;
  /// Objects that call something when they are destroyed, and the callable.
  std::map<Object, uint32_t> keptUntilEnd;
  /// Bodies by function, for calls within the unit.
  std::function<BodyId(const clang::FunctionDecl &)> bodyOf;

private:
  CallDetail detailOf(const CallSite &site);
  void describeCalled(const CallSite &site, CallDetail &detail);
  bool yieldsThread(clang::QualType type);
  const clang::CXXConstructorDecl *constructorOfMade(const CallSite &site);
  Argument argumentOf(const clang::Expr *argument, const clang::ParmVarDecl *parameter);
  Throws throwsOf(const CallSite &site, const FunctionFact *fact);
  bool applies(const OperationEntry &entry, const CallSite &site) const;
  bool isNothing(const Selector &amount, const CallSite &site);
  Object selected(const Selector &selector, const CallSite &site);
  std::string written(const Selector &selector, const CallSite &site) const;
  clang::QualType typeOf(const Selector &selector, const CallSite &site) const;
  TypeRole roleOf(const Selector &selector, const CallSite &site);
  void enterWrapper(const Selector &selector, const CallSite &site, Operation &operation);
  void fromVocabulary(const CallSite &site, llvm::ArrayRef<uint32_t> entries, CallDetail &detail,
                      std::vector<Operation> &operations);
  void perform(const OperationEntry &entry, const CallSite &site, CallDetail &detail,
               std::vector<Operation> &operations);
  void keepUntilEnd(const OperationEntry &entry, const CallSite &site, const CallDetail &detail);
  void misread(const Place &place, const std::string &error);
  std::vector<OperationEntry> annotationsOf(const clang::FunctionDecl &function);
  void fromAttributes(const CallSite &site, CallDetail &detail, std::vector<Operation> &operations);
  void fromShape(const CallSite &site, bool hasBody, std::vector<Operation> &operations);
  void fromTypes(const CallSite &site, bool isAnnotated, std::vector<Operation> &operations);
  bool isAskedOnlyToRemove(const CallSite &site, unsigned argument) const;
  void recordHandCall(const CallSite &site, const Operation &operation);
  Object objectOfReceiver(const CallSite &site);
  Object inCaller(Object inCallee, const CallSite &site);
  Operation operationAt(const CallSite &site);

  Declarations &declarations_;
  const Outline &outline_;
  ExpressionReader &expressions_;
  Body &body_;
  llvm::DenseMap<const clang::CXXTryStmt *, uint32_t> unwinds_;
  uint32_t plainUnwind_ = NoIndex;
};

/// Locks that attributes on `function` speak of, as its own body sees them.
struct DeclaredLocks {
  struct Lock {
    Object object;
    bool shared = false;
  };
  std::vector<Lock> acquired, released, required, asserted, excluded;
  std::vector<Lock> triedIfTrue, triedIfFalse;
  bool isAny() const {
    return !(acquired.empty() && released.empty() && required.empty() && triedIfTrue.empty() && triedIfFalse.empty());
  }
};
DeclaredLocks declaredLocksOf(const clang::FunctionDecl &function, ExpressionReader &expressions);

} // namespace leash
