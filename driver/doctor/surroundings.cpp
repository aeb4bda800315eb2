// surroundings: what the doctor says of all that a project isn't made of but that an analysis heeds.

#include "driver/doctor/surroundings.h"

#include "driver/baseline/baseline.h"
#include "driver/change/git.h"
#include "driver/project-flags.h"
#include "driver/report/summary-line.h"
#include "driver/vocabularies.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

#include <fmt/format.h>

#include <set>

namespace leash {

namespace path = llvm::sys::path;

namespace {

/// Files of this name at or above the units, the nearest of each.
std::vector<std::string> nearestFiles(const Project &project, llvm::StringRef name) {
  std::set<std::string> found, seen;
  for (const CompileUnit &unit : project.units)
    for (llvm::StringRef directory = path::parent_path(unit.file);
         !directory.empty() && seen.insert(directory.str()).second; directory = path::parent_path(directory)) {
      llvm::SmallString<256> file(directory);
      path::append(file, name);
      if (!llvm::sys::fs::exists(file))
        continue;
      found.insert(std::string(file));
      break;
    }
  return {found.begin(), found.end()};
}

/// The same mistake is found on the way to many files; once is enough.
void addProblem(llvm::Error error, std::set<std::string> &problems) {
  problems.insert(llvm::toString(std::move(error)));
}

} // namespace

Remarks remarksOnTool() {
  Remarks remarks = {{RemarkKind::Well, fmt::format("leash {} with LLVM {}", LEASH_VERSION, LLVM_VERSION_STRING), ""}};
  if (!findsClangHeaders())
    remarks.push_back({RemarkKind::Problem, fmt::format("Clang's own headers are missing in {}", clangHeaders()),
                       fmt::format("install the package libclang-common-{}-dev", LLVM_VERSION_MAJOR)});
  std::string tidy = fmt::format("clang-tidy-{}", LLVM_VERSION_MAJOR);
  if (!llvm::sys::findProgramByName(tidy))
    remarks.push_back({RemarkKind::Note, tidy + " isn't on the PATH; the plugin libleash-tidy.so loads into no other",
                       "nothing, unless you want Leash as a plugin of clang-tidy: then install " + tidy});
  return remarks;
}

Remarks remarksOnConfiguration(const CheckOptions &options, const Project &project) {
  Remarks remarks;
  std::set<std::string> problems;
  size_t unchecked = 0;
  std::set<llvm::StringRef> checks;
  Vocabularies vocabularies(options.vocabulary);
  llvm::Expected<Configuration> configuration = Configuration::create(options.config);
  if (!configuration) {
    addProblem(configuration.takeError(), problems);
  } else {
    for (const CompileUnit &unit : project.units) {
      llvm::Expected<std::shared_ptr<const CheckPlan>> plan = configuration->planFor(unit.file);
      if (!plan) {
        addProblem(plan.takeError(), problems);
        continue;
      }
      unchecked += (*plan)->checks.empty();
      for (const PlannedCheck &planned : (*plan)->checks)
        checks.insert(planned.check->name);
    }
    for (const std::string &note : configuration->notes())
      remarks.push_back({RemarkKind::Note, note, ""});
  }
  for (const CompileUnit &unit : project.units)
    if (llvm::Expected<std::shared_ptr<const Vocabulary>> vocabulary = vocabularies.forUnit(unit); !vocabulary)
      addProblem(vocabulary.takeError(), problems);

  for (llvm::StringRef name : {".clang-tidy", "leash-vocabulary.yaml"})
    if (std::vector<std::string> files = nearestFiles(project, name); !files.empty())
      remarks.push_back({RemarkKind::Well, fmt::format("{} heeded: {}", name.str(), someOf(files)), ""});
  for (const std::string &problem : problems)
    remarks.push_back({RemarkKind::Problem, problem, "correct it: 'leash check' stops at it"});
  if (problems.empty() && checks.empty())
    remarks.push_back({RemarkKind::Problem, "no check is switched on",
                       "see Checks in .clang-tidy and --checks; 'leash list' names all checks"});
  else if (!checks.empty())
    remarks.push_back({RemarkKind::Well, counted(checks.size(), "check") + " switched on", ""});
  if (unchecked != 0 && !checks.empty())
    remarks.push_back({RemarkKind::Note, "no check is switched on for " + counted(unchecked, "unit"), ""});
  return remarks;
}

static Remark remarkOnBaseline(const std::string &file) {
  llvm::Expected<Baseline> baseline = readBaseline(file);
  if (!baseline)
    return {RemarkKind::Problem, llvm::toString(baseline.takeError()), "'leash baseline' keeps this file"};
  return {RemarkKind::Well, fmt::format("{} has {}", file, counted(baseline->size(), "known finding")),
          fmt::format("leash check --baseline={}", file)};
}

static Remark remarkOnHistory() {
  llvm::Expected<Git> git = Git::open(".");
  if (!git) {
    llvm::consumeError(git.takeError());
    return {RemarkKind::Note, "no git, or no repository: --base doesn't work here",
            "--baseline and --base-report need none"};
  }
  llvm::Expected<std::string> shallow = git->run({"rev-parse", "--is-shallow-repository"});
  if (!shallow)
    return {RemarkKind::Note, llvm::toString(shallow.takeError()), ""};
  if (llvm::StringRef(*shallow).trim() != "true")
    return {RemarkKind::Well, "a repository with its history: --base works", ""};
  return {RemarkKind::Note, "this clone is shallow: --base may not find the revision",
          "fetch the whole history: 'fetch-depth: 0' for actions/checkout, GIT_DEPTH: 0 on GitLab, or git fetch "
          "--unshallow"};
}

Remarks remarksOnBases() {
  Remarks remarks;
  if (llvm::sys::fs::exists(DefaultBaseline))
    remarks.push_back(remarkOnBaseline(DefaultBaseline.str()));
  remarks.push_back(remarkOnHistory());
  return remarks;
}

} // namespace leash
