// declarations: entities for Clang's declarations, roles for its types, and what the vocabulary says about a function.
#pragma once

#include "checks/core/model/body.h"
#include "checks/core/vocabulary/vocabulary.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/FoldingSet.h"

#include <map>
#include <set>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class FunctionDecl;
class NamedDecl;
class QualType;
class RecordDecl;
class Type;
class VarDecl;
} // namespace clang

namespace leash {

class Unit;

/// What is known about a type by name, attribute or shape.
struct TypeFacts {
  TypeRole role = TypeRole::None;
  bool joinsOnDestruction = false;
  bool endsProgramIfRunning = false;
};

/// The locks that an object of a type has in it, itself or in a member, without a pointer between them.
struct LockHolding {
  LockCopying copied = LockCopying::None;   ///< by the copy constructor
  LockCopying assigned = LockCopying::None; ///< by the copy assignment: None or Raw
  bool isLock = false;                      ///< it is a lock, and nothing else
  EntityId member = NoEntity;               ///< one of them
};

/// The unit's declarations, each resolved once and compared by address from then on.
class Declarations {
public:
  Declarations(clang::ASTContext &context, const Vocabulary &vocabulary, Unit &unit)
      : context_(context), vocabulary_(vocabulary), unit_(unit) {}

  EntityId entityOf(const clang::NamedDecl &declaration);

  /// Roles of a type itself (references stripped) and of what it points to, owns or holds.
  TypeFacts factsOf(clang::QualType type);
  TypeFacts elementFactsOf(clang::QualType type);
  bool isContainer(clang::QualType type);
  LockHolding lockHoldingOf(clang::QualType type);
  /// Something is known that reads and writes an object of the type in one step.
  bool isAtomic(clang::QualType type);
  /// The kinds of callables, and of classes with virtual functions, that an object of `type` is, leads to or holds.
  llvm::ArrayRef<uint32_t> callableKinds(clang::QualType type);

  /// Vocabulary entries for a call of `function` on an object of static type `receiver` (may be null), by index.
  llvm::ArrayRef<uint32_t> operationsOf(const clang::FunctionDecl &function, const clang::RecordDecl *receiver);
  const FunctionFact *factOf(const clang::FunctionDecl &function, const clang::RecordDecl *receiver);

  /// A number for each profile: equal profiles, equal numbers.
  uint32_t numberOf(const llvm::FoldingSetNodeID &profile) {
    return profiles_.try_emplace(profile, profiles_.size()).first->second;
  }

  const Vocabulary &vocabulary() const { return vocabulary_; }
  clang::ASTContext &context() const { return context_; }
  Unit &unit() const { return unit_; }

private:
  void describe(const clang::NamedDecl &declaration, Entity &entity);
  void describeClass(const clang::CXXRecordDecl &record, Entity &entity);
  Visibility visibilityOf(const clang::NamedDecl &declaration);
  bool hasMain();
  bool isClosed(const clang::RecordDecl &type);
  TypeFacts recordFacts(const clang::RecordDecl &record);
  LockHolding holdingOfMembers(const clang::RecordDecl &record);
  bool hasLockOfItsOwn(const clang::CXXRecordDecl &record);
  void collectCallables(clang::QualType type, unsigned depth, std::set<uint32_t> &kinds);

  clang::ASTContext &context_;
  const Vocabulary &vocabulary_;
  Unit &unit_;
  llvm::DenseMap<const clang::NamedDecl *, EntityId> entities_;
  llvm::DenseMap<const clang::Type *, TypeFacts> types_;
  llvm::DenseMap<const clang::Type *, LockHolding> holdings_;
  std::map<const clang::Type *, std::vector<uint32_t>> callables_;
  llvm::DenseMap<const clang::RecordDecl *, bool> closed_;
  llvm::DenseMap<const clang::RecordDecl *, bool> atomics_;
  std::map<llvm::FoldingSetNodeID, uint32_t> profiles_;
  std::optional<bool> hasMain_;
  llvm::DenseMap<std::pair<const clang::FunctionDecl *, const clang::RecordDecl *>, std::vector<uint32_t>> operations_;
};

/// The class that a call's receiver or a pointer's target has, or null.
const clang::RecordDecl *recordOf(clang::QualType type);

} // namespace leash
