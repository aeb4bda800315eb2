// vocabularies: which vocabulary a unit is read with.

#include "driver/vocabularies.h"

#include "driver/baseline/bounded-file.h"
#include "driver/project.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace leash {

static constexpr llvm::StringLiteral FileName = "leash-vocabulary.yaml";
static constexpr uint64_t MaxBytes = 1u << 20; // as in checks/core/vocabulary/bounds.cpp, said before it's read

llvm::Expected<std::shared_ptr<const Vocabulary>> Vocabularies::forUnit(const CompileUnit &unit) {
  if (!file_.empty())
    return load(file_);
  std::string file = nearest(llvm::sys::path::parent_path(unit.file));
  return load(file.empty() ? nearest(unit.directory) : file);
}

const std::string &Vocabularies::nearest(llvm::StringRef directory) {
  auto [known, isNew] = nearest_.try_emplace(directory);
  std::string &file = known->second; // stays where it is while the map grows
  if (!isNew || directory.empty())
    return file;
  llvm::SmallString<256> candidate(directory);
  llvm::sys::path::append(candidate, FileName);
  file = llvm::sys::fs::exists(candidate) ? std::string(candidate) : nearest(llvm::sys::path::parent_path(directory));
  return file;
}

llvm::Expected<std::shared_ptr<const Vocabulary>> Vocabularies::load(const std::string &file) {
  if (auto known = loaded_.find(file); known != loaded_.end())
    return known->second;
  auto vocabulary = std::make_shared<Vocabulary>(Vocabulary::builtIn());
  if (!file.empty()) {
    llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> text = readBounded(file, MaxBytes);
    if (!text)
      return text.takeError();
    if (llvm::Error error = vocabulary->add((*text)->getBuffer(), file, "project"))
      return error;
  }
  loaded_[file] = vocabulary;
  return vocabulary;
}

} // namespace leash
