// command-doctor: says what an analysis would meet, and what to do about it.

#include "driver/check-options.h"
#include "driver/commands.h"
#include "driver/doctor/surroundings.h"
#include "driver/doctor/units.h"
#include "driver/leash.h"
#include "driver/report/printable.h"
#include "driver/report/summary-line.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

namespace leash {

namespace {

std::vector<OptionSpec> doctorOptions() {
  return checkOptions({"p", "vocabulary", "extra-arg", "extra-arg-before", "checks", "config", "config-file", "jobs"});
}

llvm::StringRef wordFor(RemarkKind kind) {
  switch (kind) {
  case RemarkKind::Well:
    return "ok";
  case RemarkKind::Note:
    return "note";
  case RemarkKind::Problem:
    return "problem";
  }
  llvm_unreachable("a kind of remark without a word");
}

/// What comes from the project can't command a terminal; only a break of lines that we make is one.
void print(const Remark &remark, llvm::raw_ostream &out) {
  auto [first, rest] = llvm::StringRef(remark.text).split('\n');
  out << wordFor(remark.kind) << ": " << printable(first, /*unicode=*/true) << '\n';
  for (llvm::StringRef line; !rest.empty();) {
    std::tie(line, rest) = rest.split('\n');
    out << "    " << printable(line, /*unicode=*/true) << '\n';
  }
  if (!remark.remedy.empty())
    out << "    what to do: " << printable(remark.remedy, /*unicode=*/true) << '\n';
}

Remarks examine(const CheckOptions &options) {
  Remarks remarks = remarksOnTool();
  llvm::Expected<Project> project = openProject(options.project);
  if (!project) {
    std::string problem = llvm::toString(project.takeError());
    // Without Clang's headers no project is opened, which has been said.
    if (llvm::none_of(remarks, [](const Remark &remark) { return remark.kind == RemarkKind::Problem; }))
      remarks.push_back({RemarkKind::Problem, problem, ""});
  } else {
    if (!project->database.empty())
      remarks.push_back({RemarkKind::Well, "compile database: " + project->database, ""});
    for (const Remarks &more : {remarksOnUnits(*project), remarksOnHeaders(*project, options.run.jobs),
                                remarksOnConfiguration(options, *project)})
      llvm::append_range(remarks, more);
  }
  llvm::append_range(remarks, remarksOnBases());
  return remarks;
}

} // namespace

std::string doctorHelp() {
  return "Usage: leash doctor [OPTION…] [FILE…]\n\n"
         "Looks at what 'leash check' with the same options and files would analyse, without analysing it: which\n"
         "units, which flags are left out, which sources, headers, modules and compilers are missing, which\n"
         "configuration, vocabulary and base there are; and says what to do.\n\nOptions:\n" +
         describeOptions(doctorOptions()) +
         "\nExit status:\n"
         "  0  nothing needs attention\n"
         "  1  there is a problem: some unit, or the whole analysis, would fail\n"
         "  2  usage error\n";
}

int runDoctorCommand(llvm::ArrayRef<const char *> arguments, Streams streams) {
  llvm::Expected<Arguments> known = Arguments::parse(doctorOptions(), arguments);
  if (!known)
    return fail(known.takeError(), streams);
  llvm::Expected<CheckOptions> options = parseCheckOptions(arguments, Audience::User);
  if (!options)
    return fail(options.takeError(), streams);
  Remarks remarks = examine(*options);
  for (const Remark &remark : remarks)
    print(remark, streams.out);
  size_t problems = llvm::count_if(remarks, [](const Remark &each) { return each.kind == RemarkKind::Problem; });
  streams.out << (problems == 0 ? "Nothing needs attention" : counted(problems, "problem")) << '\n';
  return problems == 0 ? Clean : Found;
}

} // namespace leash
