// vocabularies: which vocabulary a unit is read with.
#pragma once

#include "checks/core/vocabulary/vocabulary.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>

namespace leash {

struct CompileUnit;

/// The built-in vocabulary, extended by the file that the user named, or else by the nearest `leash-vocabulary.yaml`
/// above the unit's source file or, for generated sources, above its build directory. Each file is read once. Not
/// thread-safe; what it returns may be read by all threads.
class Vocabularies {
public:
  /// `file` is the value of --vocabulary, or empty.
  explicit Vocabularies(std::string file) : file_(std::move(file)) {}

  /// An error names the place in the file.
  llvm::Expected<std::shared_ptr<const Vocabulary>> forUnit(const CompileUnit &unit);

private:
  /// The nearest file at or above `directory`, or empty.
  const std::string &nearest(llvm::StringRef directory);
  llvm::Expected<std::shared_ptr<const Vocabulary>> load(const std::string &file);

  std::string file_;
  llvm::StringMap<std::string> nearest_;
  llvm::StringMap<std::shared_ptr<const Vocabulary>> loaded_;
};

} // namespace leash
