// project: what is to be analysed: the compile database's commands, made fit for Clang.

#include "driver/project.h"

#include "driver/baseline/bounded-file.h"
#include "driver/bounded-json.h"
#include "driver/filter/paths.h"
#include "driver/project-flags.h"
#include "driver/response-files.h"
#include "driver/suggest.h"

#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <fmt/format.h>

#include <set>

namespace leash {

namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;
using clang::tooling::CompilationDatabase;
using clang::tooling::CompileCommand;

namespace {

constexpr llvm::StringLiteral DatabaseName = "compile_commands.json";
constexpr uint64_t MaxDatabaseBytes = 512u << 20; // ten times what a large browser's has

std::string joined(llvm::StringRef directory, llvm::StringRef rest) {
  llvm::SmallString<256> result(directory);
  path::append(result, rest);
  return std::string(result);
}

/// Absolute, seen from `directory`, without "." parts. ".." stays: behind a symbolic link it isn't what it seems.
std::string absolute(llvm::StringRef file, llvm::StringRef directory) {
  llvm::SmallString<256> result(file);
  fs::make_absolute(directory, result);
  path::remove_dots(result);
  return std::string(result);
}

std::string currentDirectory() {
  llvm::SmallString<256> directory;
  // One that is gone has no name, and no file that is looked for below it will be found, which is said then.
  return fs::current_path(directory) ? "." : std::string(directory);
}

/// Directories with a database a little below this one ("build/dev"), sorted.
std::vector<std::string> databasesBelow() {
  std::vector<std::string> found;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(".", error), end; !error && entry != end; entry.increment(error)) {
    if (path::filename(entry->path()) == DatabaseName)
      found.push_back(path::parent_path(entry->path()).drop_front(llvm::StringRef("./").size()).str());
    if (entry.level() >= 2 || path::filename(entry->path()).starts_with("."))
      entry.no_push();
  }
  llvm::sort(found);
  return found;
}

llvm::Error noDatabase(llvm::StringRef where) {
  if (std::vector<std::string> below = databasesBelow(); !below.empty())
    return llvm::createStringError(fmt::format("no {} in {}\nThere is one below: leash check -p {}", DatabaseName.str(),
                                               where.str(), below.front()));
  return llvm::createStringError(
      fmt::format("no {} in {}\n"
                  "It lists how each file is compiled. To make one:\n"
                  "  CMake: cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON\n"
                  "  Meson: meson setup build (it always makes one)\n"
                  "  other: bear -- make\n"
                  "Then: leash check -p build. For a single file: leash check FILE -- FLAGS.",
                  DatabaseName.str(), where.str()));
}

/// The nearest database in `directory`, its build/, and its parents, or an empty string.
std::string nearestDatabase(std::string directory) {
  for (; !directory.empty(); directory = path::parent_path(directory).str())
    for (std::string candidate : {joined(directory, DatabaseName), joined(directory, "build/" + DatabaseName.str())})
      if (fs::exists(candidate))
        return candidate;
  return {};
}

/// The database that `-p` names, or the nearest one.
llvm::Expected<std::string> findDatabase(const ProjectRequest &request) {
  if (!request.buildDirectory.empty()) {
    if (!fs::exists(request.buildDirectory))
      return llvm::createStringError(fmt::format("-p {}: no such directory", request.buildDirectory));
    std::string file = fs::is_directory(request.buildDirectory) ? joined(request.buildDirectory, DatabaseName)
                                                                : request.buildDirectory;
    if (!fs::exists(file))
      return noDatabase("'" + request.buildDirectory + "'");
    return absolute(file, currentDirectory());
  }
  if (request.unlistedFiles == UnlistedFiles::Guessed && !request.files.empty())
    if (std::string found =
            nearestDatabase(path::parent_path(absolute(request.files.front(), currentDirectory())).str());
        !found.empty())
      return found;
  if (std::string found = nearestDatabase(currentDirectory()); !found.empty())
    return found;
  return noDatabase("this directory, its 'build', or a parent of it");
}

/// Reads the database. Clang's reader is for YAML and forgiving; that the text is JSON is asked first, for errors that
/// name a line.
llvm::Expected<std::unique_ptr<CompilationDatabase>> readDatabase(const std::string &file) {
  llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> buffer = readBounded(file, MaxDatabaseBytes);
  if (!buffer)
    return buffer.takeError();
  llvm::StringRef text = (*buffer)->getBuffer();
  llvm::Expected<llvm::json::Value> json = parseBoundedJson(text, file);
  if (!json)
    return json.takeError();
  if (!json->getAsArray())
    return llvm::createStringError(fmt::format("{}: not a list of compile commands", file));
  std::string message;
  std::unique_ptr<CompilationDatabase> database = clang::tooling::JSONCompilationDatabase::loadFromBuffer(
      text, message, clang::tooling::JSONCommandLineSyntax::AutoDetect);
  if (!database)
    return llvm::createStringError(fmt::format("{}: {}", file, llvm::StringRef(message).trim().str()));
  if (database->getAllFiles().empty())
    return llvm::createStringError(fmt::format("{}: lists no files", file));
  return database;
}

/// Collects units and drops those that repeat another.
class Collector {
public:
  Collector(Project &project, const ProjectRequest &request) : project_(project), request_(request) {}

  llvm::Error add(std::string file, std::string directory, std::vector<std::string> written) {
    llvm::Expected<std::vector<std::string>> expanded = expandResponseFiles(std::move(written), directory);
    if (!expanded)
      return llvm::createStringError(file + ": " + llvm::toString(expanded.takeError()));
    std::vector<std::string> command = std::move(*expanded);
    command.insert(command.begin() + (command.empty() ? 0 : 1), request_.extraArgumentsBefore.begin(),
                   request_.extraArgumentsBefore.end());
    std::string compiler = command.empty() ? "" : command.front();
    FitCommand fit = fitForClang(command, file, request_.extraArguments);
    if (!fit.isC) {
      project_.otherLanguages.push_back(file);
      return llvm::Error::success();
    }
    if (!seen_.insert(directory + '\0' + llvm::join(fit.arguments, llvm::StringRef("\0", 1))).second) {
      ++project_.duplicates;
      return llvm::Error::success();
    }
    llvm::sort(fit.dropped);
    fit.dropped.erase(std::unique(fit.dropped.begin(), fit.dropped.end()), fit.dropped.end());
    for (const std::string &flag : fit.dropped)
      ++project_.droppedFlags[flag];
    if (!compiler.empty())
      ++project_.compilers[compiler];
    project_.units.push_back({std::move(file), std::move(directory), std::move(fit.arguments)});
    return llvm::Error::success();
  }

private:
  Project &project_;
  const ProjectRequest &request_;
  std::set<std::string> seen_;
};

/// Which files of the database the user asked for: by name, or everything below a directory.
class Selection {
public:
  static llvm::Expected<Selection> of(llvm::ArrayRef<std::string> files) {
    Selection selection;
    for (const std::string &file : files) {
      if (!fs::exists(file))
        return llvm::createStringError(fmt::format("{}: no such file or directory", file));
      selection.wanted_.push_back({file, realPath(absolute(file, currentDirectory())), fs::is_directory(file)});
    }
    return selection;
  }

  bool wants(llvm::StringRef file) {
    if (wanted_.empty())
      return true;
    std::string real = realPath(file);
    bool result = false;
    for (Wanted &each : wanted_) {
      bool matches = each.isDirectory ? isBelow(real, each.real) : real == each.real;
      each.found |= matches;
      result |= matches;
    }
    return result;
  }

  /// The files, as absolute paths, that aren't in the database.
  std::vector<std::string> missingFiles() const {
    std::vector<std::string> files;
    for (const Wanted &each : wanted_)
      if (!each.found && !each.isDirectory)
        files.push_back(absolute(each.written, currentDirectory()));
    return files;
  }

  /// An error if something that the user named isn't in the database.
  llvm::Error missing(llvm::StringRef database, llvm::ArrayRef<CompileCommand> commands,
                      UnlistedFiles unlistedFiles) const {
    for (const Wanted &each : wanted_) {
      if (each.found || (unlistedFiles == UnlistedFiles::Guessed && !each.isDirectory))
        continue;
      if (each.isDirectory)
        return llvm::createStringError(
            fmt::format("{}: {} has no file below this directory", each.written, database.str()));
      std::vector<std::string> known;
      for (const CompileCommand &command : commands)
        known.push_back(path::filename(command.Filename).str());
      return llvm::createStringError(fmt::format("{}: {} doesn't say how this file is compiled{}\n"
                                                 "Add it to the build, or write its flags: leash check FILE -- FLAGS.",
                                                 each.written, database.str(),
                                                 didYouMean(path::filename(each.written), known)));
    }
    return llvm::Error::success();
  }

private:
  struct Wanted {
    std::string written;
    std::string real;
    bool isDirectory = false;
    bool found = false;
  };

  static bool isBelow(llvm::StringRef file, llvm::StringRef directory) {
    return file.consume_front(directory) && (directory.ends_with("/") || file.starts_with("/"));
  }

  std::vector<Wanted> wanted_;
};

llvm::Expected<Project> openDatabase(const ProjectRequest &request) {
  llvm::Expected<std::string> database = findDatabase(request);
  if (!database)
    return database.takeError();
  llvm::Expected<std::unique_ptr<CompilationDatabase>> read = readDatabase(*database);
  if (!read)
    return read.takeError();
  llvm::Expected<Selection> selection = Selection::of(request.files);
  if (!selection)
    return selection.takeError();

  Project project;
  project.database = *database;
  Collector collector(project, request);
  auto add = [&](CompileCommand &command) -> llvm::Error {
    std::string directory = absolute(command.Directory, path::parent_path(*database));
    std::string file = absolute(command.Filename, directory);
    return collector.add(std::move(file), std::move(directory), std::move(command.CommandLine));
  };
  std::vector<CompileCommand> commands = (*read)->getAllCompileCommands();
  for (CompileCommand command : commands)
    if (selection->wants(absolute(command.Filename, absolute(command.Directory, path::parent_path(*database)))))
      if (llvm::Error error = add(command))
        return error;
  if (llvm::Error error = selection->missing(*database, commands, request.unlistedFiles))
    return error;
  if (request.unlistedFiles == UnlistedFiles::Guessed) {
    std::unique_ptr<CompilationDatabase> guessing = clang::tooling::inferMissingCompileCommands(std::move(*read));
    for (const std::string &file : selection->missingFiles())
      for (CompileCommand command : guessing->getCompileCommands(file))
        if (llvm::Error error = add(command))
          return error;
  }
  return project;
}

/// With `-- FLAGS`, or `-- COMPILER FLAGS` as CMake passes it.
llvm::Expected<Project> useFixedCommand(const ProjectRequest &request) {
  if (request.files.empty())
    return llvm::createStringError("write the file to analyse before '--'");
  std::vector<std::string> command = *request.fixedCommand;
  if (command.empty() || llvm::StringRef(command.front()).starts_with("-"))
    command.insert(command.begin(), "clang");
  Project project;
  Collector collector(project, request);
  for (const std::string &file : request.files) {
    if (!fs::exists(file))
      return llvm::createStringError(fmt::format("{}: no such file", file));
    if (fs::is_directory(file))
      return llvm::createStringError(fmt::format("{}: is a directory; write files before '--'", file));
    if (llvm::Error error = collector.add(absolute(file, currentDirectory()), currentDirectory(), command))
      return error;
  }
  return project;
}

} // namespace

llvm::Expected<Project> openProject(const ProjectRequest &request) {
  if (!findsClangHeaders())
    return llvm::createStringError(
        fmt::format("Clang's own headers are missing in {}; on Debian they are in the package libclang-common-{}-dev",
                    clangHeaders(), LLVM_VERSION_MAJOR));
  llvm::Expected<Project> project = request.fixedCommand ? useFixedCommand(request) : openDatabase(request);
  if (project && project->units.empty())
    return llvm::createStringError("nothing to analyse: none of the files is C or C++");
  return project;
}

} // namespace leash
