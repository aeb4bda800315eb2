// runner-includes: which files each unit is made of.

#include "driver/runner-includes.h"

#include "driver/filter/paths.h"
#include "driver/runner-files.h"

#include "clang/Tooling/DependencyScanning/DependencyScanningService.h"
#include "clang/Tooling/DependencyScanning/DependencyScanningWorker.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"

namespace leash {

namespace dependencies = clang::tooling::dependencies;
namespace path = llvm::sys::path;

namespace {

/// Keeps the names of files; modules aren't built, so there are none to hear of.
class Files : public dependencies::DependencyConsumer {
public:
  void handleFileDependency(llvm::StringRef file) override { files.push_back(file.str()); }
  void handleDependencyOutputOpts(const clang::DependencyOutputOptions &) override {}
  void handlePrebuiltModuleDependency(dependencies::PrebuiltModuleDep) override {}
  void handleModuleDependency(dependencies::ModuleDeps) override {}
  void handleDirectModuleDependency(dependencies::ModuleID) override {}
  void handleContextHash(std::string) override {}

  std::vector<std::string> files;
};

class NoModules : public dependencies::DependencyActionController {
public:
  std::string lookupModuleOutput(const dependencies::ModuleID &, dependencies::ModuleOutputKind) override { return {}; }
};

/// The first line of what Clang says is its first error.
std::string firstError(llvm::Error error) {
  std::string text = llvm::toString(std::move(error));
  size_t at = text.find("error: ");
  return llvm::StringRef(text).substr(at == std::string::npos ? 0 : at + 7).split('\n').first.str();
}

/// Real paths of what is below a directory: links in the names of directories are followed, as git sees files.
class Below {
public:
  Below(std::string directory, llvm::StringRef root)
      : paths_(directory), directory_(directory), root_(root.str() + "/") {}

  void add(llvm::StringRef file, std::vector<std::string> &files) {
    llvm::SmallString<256> absolute(file);
    llvm::sys::fs::make_absolute(directory_, absolute);
    std::string real = paths_.of(path::parent_path(absolute)) + "/" + path::filename(absolute).str();
    if (llvm::StringRef(real).starts_with(root_) && seen_.insert(real).second)
      files.push_back(std::move(real));
  }

private:
  RealPaths paths_;
  std::string directory_;
  std::string root_;
  llvm::StringSet<> seen_;
};

UnitIncludes scan(dependencies::DependencyScanningService &service, const CompileUnit &unit, llvm::StringRef root) {
  Files found;
  NoModules modules;
  dependencies::DependencyScanningWorker worker(service, unmappedFiles());
  UnitIncludes includes;
  if (llvm::Error error = worker.computeDependencies(unit.directory, unit.command, found, modules))
    includes.failure = firstError(std::move(error));
  Below below(unit.directory, root);
  below.add(unit.file, includes.files);
  for (const std::string &file : found.files)
    below.add(file, includes.files);
  return includes;
}

} // namespace

std::vector<UnitIncludes> includesOf(llvm::ArrayRef<CompileUnit> units, llvm::StringRef root, unsigned jobs) {
  dependencies::DependencyScanningService service(dependencies::ScanningMode::DependencyDirectivesScan,
                                                  dependencies::ScanningOutputFormat::Make);
  std::vector<UnitIncludes> result(units.size());
  llvm::DefaultThreadPool pool(llvm::hardware_concurrency(jobs));
  for (size_t index = 0; index < units.size(); ++index)
    pool.async([&, index] { result[index] = scan(service, units[index], root); });
  pool.wait();
  return result;
}

} // namespace leash
