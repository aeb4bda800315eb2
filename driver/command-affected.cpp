// command-affected: which units a change touches.

#include "driver/arguments.h"
#include "driver/change/affected.h"
#include "driver/check-options.h"
#include "driver/commands.h"
#include "driver/filter/paths.h"
#include "driver/leash.h"
#include "driver/report/paths.h"
#include "driver/report/printable.h"
#include "driver/report/summary-line.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

#include <set>

namespace leash {

namespace {

constexpr OptionSpec forAffected[] = {
    {.name = "base", .value = "REV", .help = "the git revision that the change begins at"},
    {.name = "why", .help = "say of each unit why it is affected"},
    {.name = "null", .letter = '0', .help = "end each name with a zero byte, for xargs -0"},
    {.name = "quiet", .letter = 'q', .help = "the names only"},
};

std::vector<OptionSpec> allOptions() {
  std::vector<OptionSpec> all(std::begin(forAffected), std::end(forAffected));
  all.insert(all.end(), projectOptions().begin(), projectOptions().end());
  return all;
}

/// A unit that is compiled in several ways is named once.
void print(const Affected &affected, const Arguments &arguments, llvm::raw_ostream &out) {
  Paths paths(realPath("."));
  std::set<std::string> printed;
  for (const AffectedUnit &each : affected.units) {
    std::string file = paths.relative(pathInTree(each.unit->file)).str();
    if (!printed.insert(file).second)
      continue;
    if (arguments.has("null"))
      out << file << '\0';
    else
      out << printable(file, /*unicode=*/true)
          << (arguments.has("why") ? ": " + printable(each.reason, /*unicode=*/true) : "") << '\n';
  }
}

llvm::Expected<int> printAffected(const Arguments &arguments, Streams streams) {
  if (arguments.last("base").empty())
    return llvm::createStringError("write since when: leash affected --base REV");
  if (arguments.has("null") && arguments.has("why"))
    return llvm::createStringError("--null prints names alone: leave out --why");
  llvm::Expected<Project> project = openProject(projectRequest(arguments, arguments.positional()));
  if (!project)
    return project.takeError();
  llvm::Expected<Git> git = Git::open(".");
  if (!git)
    return git.takeError();
  llvm::Expected<Change> change =
      changeSince(*git, arguments.last("base"), llvm::sys::path::parent_path(project->database));
  if (!change)
    return change.takeError();
  llvm::Expected<Affected> affected = affectedBy(*change, *git, *project, /*jobs=*/0);
  if (!affected)
    return affected.takeError();
  print(*affected, arguments, streams.out);
  if (arguments.has("quiet"))
    return Clean;
  for (const std::string &note : affected->notes)
    tell("note: " + note, streams);
  tell(fmt::format("{} of {} affected by the change since {}", affected->units.size(),
                   counted(project->units.size(), "unit"), change->baseName()),
       streams);
  return Clean;
}

} // namespace

std::string affectedHelp() {
  return "Usage: leash affected --base REV [OPTION…] [FILE…]\n\n"
         "Prints the units that a change touches, one a line: those that are changed, that include\n"
         "a changed file, that are compiled in another way, or that a changed configuration governs.\n"
         "First come those that are changed and one for each changed header, then all others.\n\nOptions:\n" +
         describeOptions(allOptions());
}

int runAffectedCommand(llvm::ArrayRef<const char *> arguments, Streams streams) {
  llvm::Expected<Arguments> parsed = Arguments::parse(allOptions(), arguments);
  if (!parsed)
    return fail(parsed.takeError(), streams);
  llvm::Expected<int> code = printAffected(*parsed, streams);
  return code ? *code : fail(code.takeError(), streams);
}

} // namespace leash
