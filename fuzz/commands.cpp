// commands: a compile database, and what Clang makes of its commands.

#include "fuzz/demand.h"
#include "fuzz/targets.h"

#include "driver/project.h"
#include "driver/runner-unit.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace leash::fuzz {

namespace fs = llvm::sys::fs;

namespace {

/// A directory with a database in it, and the source that the seeds compile.
class Place {
public:
  Place() {
    demand(!fs::createUniqueDirectory("leash-fuzz", directory_), "there is room for a directory");
    write("x.cpp", "int x;\n");
  }
  ~Place() { fs::remove_directories(directory_); }

  std::string file(llvm::StringRef name) const {
    llvm::SmallString<128> path(directory_);
    llvm::sys::path::append(path, name);
    return std::string(path);
  }

  void write(llvm::StringRef name, llvm::StringRef text) const {
    std::error_code error;
    llvm::raw_fd_ostream stream(file(name), error);
    demand(!error, "a file can be written");
    stream << text;
  }

  unsigned files() const {
    unsigned count = 0;
    std::error_code error;
    for (fs::directory_iterator entry(directory_, error), end; !error && entry != end; entry.increment(error))
      ++count;
    return count;
  }

private:
  llvm::SmallString<128> directory_;
};

} // namespace

void readCommands(llvm::StringRef bytes) {
  static const Place place;
  constexpr llvm::StringLiteral Name = "compile_commands.json";
  place.write(Name, bytes);
  llvm::Expected<Project> project = openProject({.buildDirectory = place.file(Name)});
  if (!project)
    return demandSentence(project.takeError(), "");
  constexpr unsigned MaxUnits = 4; // each costs Clang a start
  for (const CompileUnit &unit : llvm::ArrayRef(project->units).take_front(MaxUnits)) {
    demand(llvm::sys::path::is_absolute(unit.file) && llvm::sys::path::is_absolute(unit.directory),
           "units have absolute paths");
    demand(!unit.command.empty(), "a unit has a command");
    bool isAnalyzed = false;
    std::string failure = parseUnit(unit, /*skipBodies=*/false, [&](clang::ASTContext &) { isAnalyzed = true; });
    demand(isAnalyzed || !failure.empty(), "a unit is analysed, or it is said why not");
    demand(place.files() == 2, "Clang writes no file");
  }
}

} // namespace leash::fuzz
