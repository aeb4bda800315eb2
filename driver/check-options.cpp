// check-options: what `leash check` was asked to do.

#include "driver/check-options.h"

#include "driver/suggest.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <fmt/format.h>

namespace leash {

namespace {

constexpr OptionSpec forProject[] = {
    {.name = "p",
     .value = "DIR",
     .help = "directory of compile_commands.json, or that file; without\n"
             "it: the nearest in ., ./build and their parents"},
    {.name = "vocabulary",
     .value = "FILE",
     .help = "what your own wrappers mean; without it: the nearest\n"
             "leash-vocabulary.yaml above each source file"},
    {.name = "extra-arg", .value = "FLAG", .help = "append FLAG to every compile command"},
    {.name = "no-skip-bodies", .help = "parse the bodies of system functions too (slower)"},
};

constexpr OptionSpec forCheck[] = {
    {.name = "checks",
     .value = "GLOBS",
     .help = "which checks run, as clang-tidy writes it: lock-order,\n"
             "or -lock-order for all others; see 'leash list'"},
    {.name = "format",
     .value = "FORMAT",
     .help = "text, sarif or github; FORMAT:FILE writes to FILE;\n"
             "may be given several times"},
    {.name = "jobs", .letter = 'j', .value = "N", .help = "units analysed at once; 0: one per core (default)"},
    {.name = "header-filter",
     .value = "REGEX",
     .help = "report findings in headers with such a path only;\n"
             "without it: in all but system headers"},
    {.name = "baseline",
     .value = "FILE",
     .help = "findings in this file are known and don't count; see\n"
             "'leash baseline'"},
    {.name = "base-report", .value = "FILE", .help = "findings in this SARIF report of Leash are known"},
    {.name = "base",
     .value = "REV",
     .help = "analyse what has changed since this git revision, and\n"
             "what depends on it, at both; what was there already\n"
             "is known"},
    {.name = "budget",
     .value = "LIMIT",
     .help = "begin no unit after so many seconds (90), or analyse\n"
             "so many units (40units); the rest is left out, and\n"
             "the analysis incomplete"},
    {.name = "exit-zero", .help = "exit with 0 if the analysis ran, whatever it found"},
    {.name = "allow-incomplete",
     .help = "units that can't be analysed don't change the exit\n"
             "status"},
    {.name = "quiet", .letter = 'q', .help = "findings only: no progress, no summary"},
    {.name = "color",
     .value = "WHEN",
     .help = "auto, always or never; auto heeds NO_COLOR and\n"
             "FORCE_COLOR"},
    {.name = "stats", .help = "print what the analysis did"},
    {.name = "no-crash-recovery", .help = "if Leash crashes, stop and print its stack"},
    {.name = "crash-on", .value = "FILE"},
};

std::vector<OptionSpec> allOptions() {
  std::vector<OptionSpec> all(std::begin(forProject), std::end(forProject));
  all.insert(all.end(), std::begin(forCheck), std::end(forCheck));
  return all;
}

/// The value of an option that takes one of a few words.
template <typename T>
llvm::Expected<T> choice(llvm::StringRef option, llvm::StringRef word,
                         std::initializer_list<std::pair<const char *, T>> known) {
  std::vector<std::string> words;
  for (const auto &[name, value] : known) {
    if (word == name)
      return value;
    words.emplace_back(name);
  }
  return llvm::createStringError(
      fmt::format("--{}: unknown value '{}'; known values: {}", option.str(), word.str(), llvm::join(words, ", ")));
}

llvm::Expected<Output> parseOutput(llvm::StringRef text) {
  auto [word, file] = text.split(':');
  auto format =
      choice<Format>("format", word, {{"text", Format::Text}, {"sarif", Format::Sarif}, {"github", Format::Github}});
  if (!format)
    return format.takeError();
  if (text.contains(':') && file.empty())
    return llvm::createStringError(fmt::format("--format={}: a file's name is missing after ':'", text.str()));
  // Found out now and not after the analysis.
  llvm::StringRef directory = llvm::sys::path::parent_path(file);
  if (!directory.empty() && !llvm::sys::fs::is_directory(directory))
    return llvm::createStringError(fmt::format("--format={}: no such directory: '{}'", text.str(), directory.str()));
  if (llvm::sys::fs::is_directory(file))
    return llvm::createStringError(fmt::format("--format={}: '{}' is a directory", text.str(), file.str()));
  return Output{*format, file.str()};
}

llvm::Expected<std::vector<Output>> parseOutputs(llvm::ArrayRef<std::string> texts) {
  std::vector<Output> outputs;
  for (const std::string &text : texts) {
    llvm::Expected<Output> output = parseOutput(text);
    if (!output)
      return output.takeError();
    outputs.push_back(*output);
  }
  if (outputs.empty())
    outputs.push_back({});
  if (llvm::count_if(outputs, [](const Output &output) { return output.file.empty(); }) > 1)
    return llvm::createStringError(
        "--format: only one format can go to stdout; write --format=FORMAT:FILE for the others");
  return outputs;
}

llvm::Expected<unsigned> parseJobs(llvm::StringRef text) {
  unsigned jobs = 0;
  if (text.getAsInteger(10, jobs) || jobs > 1024)
    return llvm::createStringError(fmt::format("--jobs: '{}' isn't a number from 0 to 1024", text.str()));
  return jobs;
}

} // namespace

std::span<const OptionSpec> projectOptions() { return forProject; }

ProjectRequest projectRequest(const Arguments &arguments, std::vector<std::string> files) {
  ProjectRequest request;
  request.buildDirectory = arguments.last("p");
  request.files = std::move(files);
  if (arguments.hasCommand())
    request.fixedCommand = arguments.command();
  request.extraArguments = arguments.all("extra-arg");
  return request;
}

llvm::Expected<CheckOptions> parseCheckOptions(llvm::ArrayRef<const char *> arguments) {
  std::vector<OptionSpec> table = allOptions();
  llvm::Expected<Arguments> parsed = Arguments::parse(table, arguments);
  if (!parsed)
    return parsed.takeError();
  llvm::Expected<std::vector<Output>> outputs = parseOutputs(parsed->all("format"));
  if (!outputs)
    return outputs.takeError();
  llvm::Expected<ColorChoice> color = choice<ColorChoice>(
      "color", parsed->last("color", "auto"),
      {{"auto", ColorChoice::Auto}, {"always", ColorChoice::Always}, {"never", ColorChoice::Never}});
  if (!color)
    return color.takeError();
  llvm::Expected<unsigned> jobs = parseJobs(parsed->last("jobs", "0"));
  if (!jobs)
    return jobs.takeError();

  CheckOptions options;
  if (parsed->has("header-filter")) {
    llvm::Expected<HeaderFilter> filter = HeaderFilter::matching(parsed->last("header-filter"));
    if (!filter)
      return filter.takeError();
    options.run.headerFilter = *filter;
  }
  if (parsed->has("budget")) {
    llvm::Expected<Budget> budget = parseBudget(parsed->last("budget"));
    if (!budget)
      return budget.takeError();
    options.budget = *budget;
  }
  options.project = projectRequest(*parsed, parsed->positional());
  options.baseline = parsed->last("baseline");
  options.baseReport = parsed->last("base-report");
  options.base = parsed->last("base");
  if (parsed->has("base") && options.base.empty())
    return llvm::createStringError("--base: '' isn't a revision: write a branch, a tag or a commit");
  options.run.jobs = *jobs;
  options.run.skipBodies = !parsed->has("no-skip-bodies");
  options.run.recover = !parsed->has("no-crash-recovery");
  options.run.crashOn = parsed->last("crash-on");
  options.vocabulary = parsed->last("vocabulary");
  if (parsed->has("checks"))
    options.checks = parsed->last("checks");
  options.outputs = std::move(*outputs);
  options.color = *color;
  options.exitZero = parsed->has("exit-zero");
  options.allowIncomplete = parsed->has("allow-incomplete");
  options.quiet = parsed->has("quiet");
  options.statistics = parsed->has("stats");
  return options;
}

std::string checkOptionsHelp() { return describeOptions(allOptions()); }

} // namespace leash
