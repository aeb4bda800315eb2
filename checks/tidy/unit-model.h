// unit-model: what all checks of one translation unit read, built by the first that needs it.
#pragma once

#include "checks/core/unit/allowances.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace clang {
class ASTContext;
}

namespace leash {

class Unit;

class UnitModel {
public:
  /// `vocabulary` is the project's vocabulary file. A relative name is looked for in the directory of the unit's file
  /// and those above it, then likewise from the working directory (for generated sources). An empty one stands for
  /// leash-vocabulary.yaml, which need not exist.
  explicit UnitModel(llvm::StringRef vocabulary) : vocabulary_(vocabulary) {}

  /// The unit, or null if the vocabulary can't be read.
  const Unit *of(clang::ASTContext &context);

  /// What is wrong with the vocabulary; empty if nothing is or somebody has already been told.
  std::string takeError() { return std::exchange(error_, {}); }

  /// Whether a comment in the code lets the finding pass.
  bool allows(const Finding &finding) { return allowances_.suppressionOf(finding).has_value(); }

  /// The allowances that can't be read; none if somebody has already been told.
  std::vector<AllowanceMistake> takeMistakes() { return std::exchange(mistakes_, {}); }

  llvm::StringRef vocabulary() const { return vocabulary_; }

private:
  llvm::Expected<std::shared_ptr<const Unit>> build(clang::ASTContext &context) const;

  std::string vocabulary_;
  bool isBuilt_ = false;
  std::shared_ptr<const Unit> unit_;
  std::string error_;
  Allowances allowances_;
  std::vector<AllowanceMistake> mistakes_;
};

/// Hands every check of a unit the same model. clang-tidy makes the checks of a unit together and destroys them
/// together, before it makes those of the next one: so the model lives exactly as long as somebody holds it.
class UnitModels {
public:
  std::shared_ptr<UnitModel> current(llvm::StringRef vocabulary);

private:
  std::weak_ptr<UnitModel> current_;
};

} // namespace leash
