// unit-model: what all checks of one translation unit read, built by the first that needs it.

#include "checks/tidy/unit-model.h"

#include "checks/check.h"
#include "checks/core/unit/analyze.h"
#include "checks/core/vocabulary/vocabulary.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace leash {

namespace path = llvm::sys::path;

/// The nearest file called `name` in `directory` and those above it, or an empty string.
static std::string nearest(llvm::StringRef name, llvm::StringRef directory, llvm::vfs::FileSystem &files) {
  for (; !directory.empty(); directory = path::parent_path(directory)) {
    llvm::SmallString<256> candidate(directory);
    path::append(candidate, name);
    if (files.exists(candidate))
      return std::string(candidate);
  }
  return {};
}

static std::string locate(llvm::StringRef name, const clang::SourceManager &sources) {
  if (path::is_absolute(name))
    return name.str();
  llvm::vfs::FileSystem &files = sources.getFileManager().getVirtualFileSystem();
  llvm::SmallString<256> mainFile;
  if (clang::OptionalFileEntryRef entry = sources.getFileEntryRefForID(sources.getMainFileID()))
    mainFile = entry->getName();
  if (files.makeAbsolute(mainFile))
    return {};
  std::string found = nearest(name, path::parent_path(mainFile), files);
  if (!found.empty())
    return found;
  llvm::ErrorOr<std::string> working = files.getCurrentWorkingDirectory();
  return working ? nearest(name, *working, files) : "";
}

llvm::Expected<std::shared_ptr<const Unit>> UnitModel::build(clang::ASTContext &context) const {
  const clang::SourceManager &sources = context.getSourceManager();
  std::string file = locate(vocabulary_.empty() ? "leash-vocabulary.yaml" : vocabulary_, sources);
  if (file.empty() && vocabulary_.empty())
    return buildUnit(context, Vocabulary::builtIn());
  if (file.empty())
    return llvm::createStringError("%s: no such file in the directory of the source file or those above it",
                                   vocabulary_.c_str());
  auto text = sources.getFileManager().getVirtualFileSystem().getBufferForFile(file);
  if (!text)
    return llvm::createStringError("%s: %s", file.c_str(), text.getError().message().c_str());
  Vocabulary vocabulary = Vocabulary::builtIn();
  if (llvm::Error error = vocabulary.add((*text)->getBuffer(), file, "project"))
    return error;
  return buildUnit(context, vocabulary);
}

static std::string wrongName(llvm::StringRef name) {
  return findCheck(std::string_view(name)) ? "" : ("unknown check '" + name + "'; 'leash list' names all checks").str();
}

const Unit *UnitModel::of(clang::ASTContext &context) {
  if (!std::exchange(isBuilt_, true)) {
    llvm::Expected<std::shared_ptr<const Unit>> unit = build(context);
    if (unit) {
      unit_ = std::move(*unit);
      allowances_ = Allowances(*unit_, context, todayInUtc(), wrongName);
      mistakes_ = allowances_.mistakes();
    } else {
      error_ = llvm::toString(unit.takeError());
    }
  }
  return unit_.get();
}

std::shared_ptr<UnitModel> UnitModels::current(llvm::StringRef vocabulary) {
  std::shared_ptr<UnitModel> model = current_.lock();
  // A check that was given a vocabulary of its own reads the unit with it.
  if (!model || model->vocabulary() != vocabulary)
    current_ = model = std::make_shared<UnitModel>(vocabulary);
  return model;
}

} // namespace leash
