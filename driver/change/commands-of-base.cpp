// commands-of-base: how units were compiled at the base, as far as the repository says so.

#include "driver/change/commands-of-base.h"

#include "driver/bounded-json.h"
#include "driver/filter/paths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <fmt/format.h>

#include <map>

namespace leash {

namespace json = llvm::json;
namespace path = llvm::sys::path;

namespace {

/// The entries of a database as text, by the file that they are about: absolute, if its directory is.
using Entries = std::map<std::string, std::set<std::string>>;

llvm::Expected<Entries> entriesOf(llvm::StringRef text, llvm::StringRef name) {
  llvm::Expected<json::Value> value = parseBoundedJson(text, name);
  if (!value)
    return value.takeError();
  Entries entries;
  const json::Array *list = value->getAsArray();
  for (const json::Value &each : list ? *list : json::Array()) {
    const json::Object *entry = each.getAsObject();
    std::optional<llvm::StringRef> file = entry ? entry->getString("file") : std::nullopt;
    if (!file)
      continue;
    llvm::SmallString<256> absolute(*file);
    llvm::sys::fs::make_absolute(entry->getString("directory").value_or(""), absolute);
    path::remove_dots(absolute);
    std::string written;
    llvm::raw_string_ostream(written) << each;
    entries[std::string(absolute)].insert(std::move(written));
  }
  return entries;
}

/// Files from which a build makes its compile database.
bool describesBuild(llvm::StringRef file) {
  static constexpr llvm::StringLiteral Names[] = {"CMakeLists.txt", "CMakePresets.json", "meson.build", "Makefile",
                                                  "configure.ac",   "Makefile.am",       "BUILD.bazel", "BUILD"};
  return llvm::is_contained(Names, path::filename(file)) || path::extension(file) == ".cmake";
}

} // namespace

llvm::Expected<OtherCommands> commandsThatDiffer(const Change &change, const Git &git, const Project &project) {
  OtherCommands other;
  if (project.database.empty()) // the command was written by hand
    return other;
  std::string database = realPath(project.database);
  if (change.modified.count(database) == 0) {
    std::set<std::string> files = change.filesOfBase();
    files.insert(change.added.begin(), change.added.end());
    if (auto found = llvm::find_if(files, describesBuild); found != files.end())
      other.notes.push_back(fmt::format(
          "{} has changed: what that makes of compile commands isn't known, those of today are used for both revisions",
          llvm::StringRef(*found).drop_front(change.root.size() + 1).str()));
    return other;
  }
  llvm::Expected<std::string> then =
      git.run({"cat-file", "blob", change.commit + ":" + database.substr(change.root.size() + 1)});
  if (!then)
    return then.takeError();
  auto now = llvm::MemoryBuffer::getFile(database);
  if (!now)
    return llvm::createStringError(fmt::format("{}: {}", database, now.getError().message()));
  llvm::Expected<Entries> entriesThen = entriesOf(*then, database + " at the base");
  if (!entriesThen)
    return entriesThen.takeError();
  llvm::Expected<Entries> entriesNow = entriesOf((*now)->getBuffer(), database);
  if (!entriesNow)
    return entriesNow.takeError();
  for (const CompileUnit &unit : project.units)
    if ((*entriesNow)[unit.file] != (*entriesThen)[unit.file])
      other.units.insert(&unit);
  return other;
}

} // namespace leash
