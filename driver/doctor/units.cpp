// units: what the doctor says of a project's units, without parsing them.

#include "driver/doctor/units.h"

#include "driver/report/summary-line.h"
#include "driver/runner-includes.h"
#include "driver/runner-modules.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

#include <fmt/format.h>

#include <iterator>
#include <map>
#include <optional>
#include <tuple>

namespace leash {

namespace path = llvm::sys::path;

namespace {

constexpr llvm::StringLiteral BuildFirst = "build the project first, if the build makes it";

/// "180 .cpp, 32 .c", the most frequent first.
std::string byExtension(llvm::ArrayRef<CompileUnit> units) {
  std::map<std::string, size_t> counts;
  for (const CompileUnit &unit : units)
    ++counts[path::extension(unit.file).str()];
  std::vector<std::pair<std::string, size_t>> sorted(counts.begin(), counts.end());
  llvm::sort(sorted,
             [](const auto &a, const auto &b) { return std::tie(b.second, a.first) < std::tie(a.second, b.first); });
  std::vector<std::string> words;
  for (const auto &[extension, count] : sorted)
    words.push_back(fmt::format("{} {}", count, extension.empty() ? "without extension" : extension));
  return llvm::join(words, ", ");
}

Remark whatIsAnalysed(const Project &project) {
  std::string text =
      fmt::format("{} would be analysed: {}", counted(project.units.size(), "unit"), byExtension(project.units));
  if (project.duplicates != 0)
    text += fmt::format("; {} that repeat another are left out", project.duplicates);
  return {RemarkKind::Well, text, ""};
}

Remarks whatIsLeftOut(const Project &project) {
  Remarks remarks;
  if (!project.otherLanguages.empty())
    remarks.push_back({RemarkKind::Note,
                       fmt::format("{} in languages other than C and C++ left out: {}",
                                   counted(project.otherLanguages.size(), "file"), someOf(project.otherLanguages)),
                       ""});
  std::vector<std::string> flags;
  for (const auto &[flag, units] : project.droppedFlags)
    flags.push_back(fmt::format("{} ({})", flag, counted(units, "unit")));
  if (!flags.empty())
    remarks.push_back(
        {RemarkKind::Note, "flags that Clang doesn't know are left out: " + llvm::join(flags, ", "),
         "nothing, unless a header depends on one: then --extra-arg=-D… or its like can stand in for it"});
  return remarks;
}

/// As a shell finds it.
bool isInstalled(llvm::StringRef program) {
  return program.contains('/') ? llvm::sys::fs::can_execute(program)
                               : static_cast<bool>(llvm::sys::findProgramByName(program));
}

/// Compilers are looked for and never run: a command of the database is somebody else's word.
Remarks compilers(const Project &project) {
  std::vector<std::string> missing;
  for (const auto &[compiler, units] : project.compilers)
    if (!isInstalled(compiler))
      missing.push_back(fmt::format("{} ({})", compiler, counted(units, "unit")));
  if (missing.empty())
    return {};
  return {{RemarkKind::Note, "compilers that the commands name and this machine doesn't have: " + someOf(missing),
           "nothing, if no header is missing: Leash doesn't run them. Otherwise install them, as their headers come "
           "with them"}};
}

Remarks sources(const Project &project) {
  std::vector<std::string> missing, withModules;
  for (const CompileUnit &unit : project.units) {
    if (!llvm::sys::fs::is_regular_file(unit.file))
      missing.push_back(unit.file);
    else if (auto text = llvm::MemoryBuffer::getFile(unit.file); text && needsModules((*text)->getBuffer()))
      withModules.push_back(unit.file);
  }
  Remarks remarks;
  if (!missing.empty())
    remarks.push_back(
        {RemarkKind::Problem,
         fmt::format("{} of the database missing: {}", counted(missing.size(), "source file"), someOf(missing)),
         BuildFirst.str() + "; otherwise configure it anew, as the database is out of date"});
  if (!withModules.empty())
    remarks.push_back(
        {RemarkKind::Problem,
         fmt::format("{} C++20 modules, which Leash doesn't compile: {}",
                     withModules.size() == 1 ? "1 unit needs" : fmt::format("{} units need", withModules.size()),
                     someOf(withModules)),
         "these units won't be analysed; --allow-incomplete accepts that"});
  return remarks;
}

/// The header's name in "'NAME' file not found".
std::optional<std::string> missingHeader(llvm::StringRef failure) {
  llvm::StringRef rest = failure;
  if (!rest.consume_front("'"))
    return std::nullopt;
  auto [name, what] = rest.split('\'');
  return what.starts_with(" file not found") ? std::optional(name.str()) : std::nullopt;
}

/// Headers that are known to be made by a program are so by their names.
llvm::StringRef makerOf(llvm::StringRef header) {
  llvm::StringRef name = path::filename(header);
  if (name.ends_with(".pb.h"))
    return "protoc";
  if (name.starts_with("ui_"))
    return "Qt's uic";
  if (name.starts_with("moc_") || name.ends_with(".moc"))
    return "Qt's moc";
  if (name.ends_with("_generated.h"))
    return "flatc";
  return "";
}

std::string remedyFor(llvm::StringRef header) {
  if (llvm::StringRef maker = makerOf(header); !maker.empty())
    return fmt::format("{} makes it during the build: build the project first", maker.str());
  return fmt::format("{}; install the library that it belongs to (apt-file search {} names the package); or add its "
                     "directory: --extra-arg=-I…",
                     BuildFirst.str(), header.str());
}

/// Units that share a problem.
using UnitsByProblem = std::map<std::string, std::vector<std::string>>;

/// Those that concern most units first.
std::vector<UnitsByProblem::const_pointer> sorted(const UnitsByProblem &problems) {
  std::vector<UnitsByProblem::const_pointer> result;
  for (const auto &each : problems)
    result.push_back(&each);
  llvm::sort(result, [](auto *a, auto *b) {
    return a->second.size() != b->second.size() ? a->second.size() > b->second.size() : a->first < b->first;
  });
  return result;
}

} // namespace

Remarks remarksOnUnits(const Project &project) {
  Remarks remarks = {whatIsAnalysed(project)};
  for (const Remarks &more : {whatIsLeftOut(project), compilers(project), sources(project)})
    llvm::append_range(remarks, more);
  return remarks;
}

Remarks remarksOnHeaders(const Project &project, unsigned jobs) {
  std::vector<CompileUnit> units;
  llvm::copy_if(project.units, std::back_inserter(units),
                [](const CompileUnit &unit) { return llvm::sys::fs::is_regular_file(unit.file); });
  UnitsByProblem headers, others;
  std::vector<UnitIncludes> scanned = includesOf(units, path::parent_path(project.database), jobs);
  for (const auto &[unit, includes] : llvm::zip_equal(units, scanned)) {
    if (includes.failure.empty())
      continue;
    std::optional<std::string> header = missingHeader(includes.failure);
    (header ? headers[*header] : others[includes.failure]).push_back(unit.file);
  }

  if (headers.empty() && others.empty())
    return {{RemarkKind::Well, "all headers are found", ""}};
  Remarks remarks;
  for (const auto *each : sorted(headers))
    remarks.push_back({RemarkKind::Problem,
                       fmt::format("header '{}' isn't found by {}: {}", each->first,
                                   counted(each->second.size(), "unit"), someOf(each->second)),
                       remedyFor(each->first)});
  for (const auto *each : sorted(others))
    remarks.push_back(
        {RemarkKind::Problem,
         fmt::format("{} in {}: {}", each->first, counted(each->second.size(), "unit"), someOf(each->second)),
         "'leash check FILE' says where"});
  return remarks;
}

} // namespace leash
