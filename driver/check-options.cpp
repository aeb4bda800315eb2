// check-options: what `leash check`, or Leash in clang-tidy's place, was asked to do.

#include "driver/check-options.h"

#include "driver/suggest.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <fmt/format.h>

#include <set>

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
    {.name = "extra-arg-before", .value = "FLAG", .help = "put FLAG behind the compiler of every compile command"},
    {.name = "no-skip-bodies", .help = "parse the bodies of system functions too (slower)"},
};

constexpr OptionSpec forCheck[] = {
    {.name = "checks",
     .value = "GLOBS",
     .help = "which checks run, as clang-tidy writes it: lock-order,\n"
             "or -lock-order for all others; see 'leash list'"},
    {.name = "config",
     .value = "YAML",
     .help = "configuration, as a .clang-tidy holds it; without it:\n"
             "the nearest .clang-tidy above each source file"},
    {.name = "config-file", .value = "FILE", .help = "read the configuration from FILE"},
    {.name = "warnings-as-errors", .value = "GLOBS", .help = "findings of these checks are errors"},
    {.name = "allow-no-checks", .help = "it's no error if no check is switched on"},
    {.name = "format",
     .value = "FORMAT",
     .help = "text, clang-tidy, sarif, github, json, gitlab, rdjson,\n"
             "checkstyle, junit, markdown, code-scanning or\n"
             "export-fixes; FORMAT:FILE writes to FILE; may be given\n"
             "several times"},
    {.name = "source-url",
     .value = "URL",
     .help = "where the current directory can be read on the web:\n"
             "links of a Markdown report lead there"},
    {.name = "export-fixes",
     .value = "FILE",
     .help = "write fixes to FILE for clang-apply-replacements; the\n"
             "same as --format=export-fixes:FILE"},
    {.name = "fix", .help = "apply the fixes of findings that have just one"},
    {.name = "add-suppressions",
     .value = "REASON",
     .help = "write a comment above each finding that counts, which\n"
             "lets it pass from now on: // leash-allow(CHECK): REASON"},
    {.name = "until", .value = "DATE", .help = "what --add-suppressions writes holds until then: 2027-03-01"},
    {.name = "show-suppressed", .help = "list in text what is suppressed, by whom and why"},
    {.name = "omit-suppressed",
     .help = "leave what is suppressed out of all reports; GitHub's\n"
             "code scanning takes it for open alerts"},
    {.name = "today", .value = "DATE", .help = "judge by this date what ends on a day"},
    {.name = "jobs", .letter = 'j', .value = "N", .help = "units analysed at once; 0: one per core (default)"},
    {.name = "header-filter",
     .value = "REGEX",
     .help = "report findings in headers with such a path only;\n"
             "without it: in all but system headers"},
    {.name = "exclude-header-filter", .value = "REGEX", .help = "leave out findings in headers with such a path"},
    {.name = "line-filter",
     .value = "JSON",
     .help = "report findings with a step in these lines only:\n"
             "[{\"name\": \"a.cpp\", \"lines\": [[1, 3]]}]"},
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
    {.name = "shard",
     .value = "I/N",
     .help = "analyse the I-th of N parts of the units; --format=json\n"
             "writes what 'leash merge' makes one report of"},
    {.name = "unit-timeout",
     .value = "SECONDS",
     .help = "stop analysing a unit after so long (default 300; 0:\n"
             "never); it counts as not analysed"},
    {.name = "unit-memory",
     .value = "MB",
     .help = "stop analysing a unit that needs more memory (default\n"
             "0: as much as there is)"},
    {.name = "exit-zero", .help = "exit with 0 if the analysis ran, whatever it found"},
    {.name = "allow-incomplete",
     .help = "units that can't be analysed don't change the exit\n"
             "status"},
    {.name = "quiet", .letter = 'q', .help = "findings only: no progress, no summary"},
    {.name = "color",
     .value = "WHEN",
     .help = "auto, always or never; auto heeds NO_COLOR and\n"
             "FORCE_COLOR"},
    {.name = "use-color", .value = "true|false", .help = "always, or with false never", .implied = "true"},
    {.name = "stats", .help = "print what the analysis did"},
    {.name = "no-crash-recovery", .help = "if Leash crashes, stop and print its stack"},
    {.name = "crash-on", .value = "FILE"},
    {.name = "list-checks", .help = "name the checks that are switched on, and do nothing else"},
};

std::vector<OptionSpec> allOptions() {
  std::vector<OptionSpec> all(std::begin(forProject), std::end(forProject));
  all.insert(all.end(), std::begin(forCheck), std::end(forCheck));
  return all;
}

llvm::Error unknownValue(llvm::StringRef option, llvm::StringRef word, llvm::ArrayRef<std::string> known) {
  return llvm::createStringError(
      fmt::format("--{}: unknown value '{}'; known values: {}", option.str(), word.str(), llvm::join(known, ", ")));
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
  return unknownValue(option, word, words);
}

llvm::Expected<const Format *> parseFormat(llvm::StringRef word) {
  if (const Format *format = findFormat(word))
    return format;
  std::vector<std::string> words;
  for (const Format &format : formats())
    words.emplace_back(format.word);
  return unknownValue("format", word, words);
}

llvm::Expected<Output> parseOutput(llvm::StringRef text) {
  auto [word, file] = text.split(':');
  llvm::Expected<const Format *> format = parseFormat(word);
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

llvm::Expected<std::vector<Output>> parseOutputs(const Arguments &arguments, const Format *fallback) {
  std::vector<Output> outputs;
  std::vector<std::string> texts = arguments.all("format");
  if (texts.empty())
    outputs.push_back({fallback, ""});
  for (const std::string &file : arguments.all("export-fixes"))
    texts.push_back("export-fixes:" + file);
  for (const std::string &text : texts) {
    llvm::Expected<Output> output = parseOutput(text);
    if (!output)
      return output.takeError();
    outputs.push_back(*output);
  }
  if (llvm::count_if(outputs, [](const Output &output) { return output.file.empty(); }) > 1)
    return llvm::createStringError(
        "--format: only one format can go to stdout; write --format=FORMAT:FILE for the others");
  std::set<std::string> files;
  for (const Output &output : outputs)
    if (!output.file.empty() && !files.insert(output.file).second)
      return llvm::createStringError(
          fmt::format("--format: two formats can't be written to one file: '{}'", output.file));
  return outputs;
}

/// It becomes the beginning of every link, so that nothing may be in it that would end one.
llvm::Expected<std::string> parseSourceUrl(llvm::StringRef text) {
  auto belongsInUrl = [](char byte) {
    return llvm::isAlnum(byte) || llvm::StringRef("-._~:/@!$&'*+,;=%").contains(byte);
  };
  llvm::StringRef rest = text;
  bool isUrl = rest.consume_front("https://") || rest.consume_front("http://");
  if (!text.empty() && (!isUrl || rest.empty() || !llvm::all_of(rest, belongsInUrl)))
    return llvm::createStringError(
        fmt::format("--source-url: '{}' isn't the address of a directory on the web; write for "
                    "example https://forge.example/group/project/blob/main",
                    text.str()));
  return text.rtrim('/').str();
}

llvm::Expected<unsigned> parseJobs(llvm::StringRef text) {
  unsigned jobs = 0;
  if (text.getAsInteger(10, jobs) || jobs > 1024)
    return llvm::createStringError(fmt::format("--jobs: '{}' isn't a number from 0 to 1024", text.str()));
  return jobs;
}

llvm::Expected<unsigned> parseLimit(llvm::StringRef option, llvm::StringRef text) {
  constexpr unsigned Most = 10'000'000;
  unsigned limit = 0;
  if (text.getAsInteger(10, limit) || limit > Most)
    return llvm::createStringError(
        fmt::format("--{}: '{}' isn't a whole number from 0 to {}; 0 sets no limit", option.str(), text.str(), Most));
  return limit;
}

/// What a unit may cost.
llvm::Expected<JobLimits> parseLimits(const Arguments &arguments) {
  llvm::Expected<unsigned> seconds = parseLimit("unit-timeout", arguments.last("unit-timeout", "300"));
  if (!seconds)
    return seconds.takeError();
  llvm::Expected<unsigned> megabytes = parseLimit("unit-memory", arguments.last("unit-memory", "0"));
  if (!megabytes)
    return megabytes.takeError();
  JobLimits limits;
  if (*seconds != 0)
    limits.time = std::chrono::seconds(*seconds);
  if (*megabytes != 0)
    limits.bytes = static_cast<uint64_t>(*megabytes) << 20;
  return limits;
}

llvm::Expected<ColorChoice> parseColor(const Arguments &arguments) {
  if (!arguments.has("use-color"))
    return choice<ColorChoice>(
        "color", arguments.last("color", "auto"),
        {{"auto", ColorChoice::Auto}, {"always", ColorChoice::Always}, {"never", ColorChoice::Never}});
  return choice<ColorChoice>("use-color", arguments.last("use-color"),
                             {{"true", ColorChoice::Always},
                              {"1", ColorChoice::Always},
                              {"false", ColorChoice::Never},
                              {"0", ColorChoice::Never}});
}

/// An option that, where it isn't given, differs from one that is given nothing.
std::optional<std::string> given(const Arguments &arguments, llvm::StringRef option) {
  return arguments.has(option) ? std::optional(arguments.last(option)) : std::nullopt;
}

llvm::Expected<ConfigRequest> configRequest(const Arguments &arguments, Audience audience) {
  if (arguments.has("config") && arguments.has("config-file"))
    return llvm::createStringError("--config and --config-file exclude each other; write one of them");
  ConfigRequest request;
  request.checks = given(arguments, "checks");
  request.text = arguments.last("config");
  request.file = arguments.last("config-file");
  request.warningsAsErrors = arguments.last("warnings-as-errors");
  request.headers = {given(arguments, "header-filter"), given(arguments, "exclude-header-filter")};
  request.inClangTidysPlace = audience == Audience::ClangTidysCaller;
  if (request.inClangTidysPlace && request.checks && request.checks->empty())
    request.checks.reset();
  return request;
}

llvm::Expected<Date> parseDate(llvm::StringRef option, llvm::StringRef text) {
  if (std::optional<Date> date = dateCalled(text))
    return *date;
  return llvm::createStringError(
      fmt::format("--{}: '{}' is no date; write YYYY-MM-DD, such as 2027-03-01", option.str(), text.str()));
}

/// What --add-suppressions asks for, if it is given.
llvm::Expected<std::optional<Allowance>> parseAddedSuppression(const Arguments &arguments, Date today) {
  if (!arguments.has("add-suppressions")) {
    if (arguments.has("until"))
      return llvm::createStringError("--until belongs to --add-suppressions");
    return std::nullopt;
  }
  if (arguments.has("fix"))
    return llvm::createStringError("--fix and --add-suppressions exclude each other; write one of them");
  std::string reason = arguments.last("add-suppressions");
  if (llvm::Error error = checkReason(reason))
    return llvm::createStringError("--add-suppressions: " + llvm::toString(std::move(error)));
  Allowance allowance{{}, llvm::StringRef(reason).trim().str(), std::nullopt};
  if (!arguments.has("until"))
    return allowance;
  llvm::Expected<Date> until = parseDate("until", arguments.last("until"));
  if (!until)
    return until.takeError();
  if (*until < today)
    return llvm::createStringError("--until: " + spelling(*until) + " is over; what ends then hides nothing");
  allowance.until = *until;
  return allowance;
}

llvm::Error refuseFiles(llvm::ArrayRef<std::string> files, Audience audience) {
  if (llvm::is_contained(files, "-"))
    return llvm::createStringError("'-' isn't a file: Leash doesn't read standard input");
  if (files.empty() && audience == Audience::ClangTidysCaller)
    return llvm::createStringError("write the files to analyse; 'leash check' analyses all that are in the database");
  return llvm::Error::success();
}

/// What only the whole can be asked for.
llvm::Error refuseBeside(llvm::StringRef shard, const Arguments &arguments) {
  for (llvm::StringRef option : {"baseline", "base-report"})
    if (arguments.has(option))
      return llvm::createStringError(fmt::format("--{}: a shard alone doesn't know what is fixed; give --{} to 'leash "
                                                 "merge', which compares the whole",
                                                 shard.str(), option.str()));
  for (llvm::StringRef option : {"base", "fix"})
    if (arguments.has(option))
      return llvm::createStringError(fmt::format("--{} and --{} exclude each other", shard.str(), option.str()));
  return llvm::Error::success();
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
  request.extraArgumentsBefore = arguments.all("extra-arg-before");
  return request;
}

llvm::Expected<CheckOptions> parseCheckOptions(llvm::ArrayRef<const char *> arguments, Audience audience) {
  std::vector<OptionSpec> table = allOptions();
  llvm::Expected<Arguments> parsed = Arguments::parse(table, arguments);
  if (!parsed)
    return parsed.takeError();
  bool isForCaller = audience == Audience::ClangTidysCaller;
  llvm::Expected<std::vector<Output>> outputs = parseOutputs(*parsed, findFormat(isForCaller ? "clang-tidy" : "text"));
  if (!outputs)
    return outputs.takeError();
  llvm::Expected<ColorChoice> color = parseColor(*parsed);
  if (!color)
    return color.takeError();
  llvm::Expected<std::string> sourceUrl = parseSourceUrl(parsed->last("source-url"));
  if (!sourceUrl)
    return sourceUrl.takeError();
  llvm::Expected<unsigned> jobs = parseJobs(parsed->last("jobs", "0"));
  if (!jobs)
    return jobs.takeError();
  llvm::Expected<ConfigRequest> config = configRequest(*parsed, audience);
  if (!config)
    return config.takeError();

  CheckOptions options;
  options.audience = audience;
  options.listChecks = parsed->has("list-checks");
  if (!options.listChecks)
    if (llvm::Error error = refuseFiles(parsed->positional(), audience))
      return error;
  if (std::string text = parsed->last("line-filter"); !text.empty()) {
    llvm::Expected<LineFilter> lines = LineFilter::parse(text);
    if (!lines)
      return lines.takeError();
    options.run.lines = std::move(*lines);
  }
  if (parsed->has("budget")) {
    llvm::Expected<Budget> budget = parseBudget(parsed->last("budget"));
    if (!budget)
      return budget.takeError();
    options.budget = *budget;
  }
  llvm::Expected<JobLimits> limits = parseLimits(*parsed);
  if (!limits)
    return limits.takeError();
  options.run.limits = *limits;
  if (parsed->has("shard")) {
    if (llvm::Error error = refuseBeside("shard", *parsed))
      return error;
    llvm::Expected<Shard> shard = parseShard(parsed->last("shard"));
    if (!shard)
      return shard.takeError();
    options.shard = *shard;
  }
  options.project = projectRequest(*parsed, parsed->positional());
  options.project.unlistedFiles = isForCaller ? UnlistedFiles::Guessed : UnlistedFiles::Refused;
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
  options.config = std::move(*config);
  options.outputs = std::move(*outputs);
  options.sourceUrl = std::move(*sourceUrl);
  options.color = *color;
  options.exitZero = parsed->has("exit-zero");
  options.allowIncomplete = parsed->has("allow-incomplete");
  options.showSuppressed = parsed->has("show-suppressed");
  options.omitSuppressed = parsed->has("omit-suppressed");
  if (parsed->has("today")) {
    llvm::Expected<Date> today = parseDate("today", parsed->last("today"));
    if (!today)
      return today.takeError();
    options.run.today = *today;
  }
  llvm::Expected<std::optional<Allowance>> added = parseAddedSuppression(*parsed, options.run.today);
  if (!added)
    return added.takeError();
  options.addedSuppression = std::move(*added);
  options.quiet = parsed->has("quiet");
  options.statistics = parsed->has("stats");
  options.fix = parsed->has("fix");
  options.allowNoChecks = parsed->has("allow-no-checks");
  return options;
}

std::vector<OptionSpec> checkOptions(std::initializer_list<std::string_view> names) {
  std::vector<OptionSpec> options = allOptions();
  llvm::erase_if(options, [&](const OptionSpec &option) { return !llvm::is_contained(names, option.name); });
  return options;
}

std::string checkOptionsHelp() { return describeOptions(allOptions()); }

} // namespace leash
