// command-baseline: makes the file of findings that are known, keeps it up to date, and shows what is in it.

#include "checks/check.h"
#include "checks/core/model/identity.h"
#include "driver/analysis.h"
#include "driver/baseline/baseline.h"
#include "driver/check-options.h"
#include "driver/commands.h"
#include "driver/filter/paths.h"
#include "driver/leash.h"
#include "driver/report/paths.h"
#include "driver/report/printable.h"
#include "driver/report/summary-line.h"
#include "driver/suggest.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

namespace leash {

namespace {

/// What the user wants done, to which file.
struct Request {
  CheckOptions options; ///< of the analysis, which is compared with nothing
  std::string file;
  bool prunes = false;
  std::vector<std::string> fingerprints; ///< beginnings; what is to be explained, if it isn't all
};

Baseline baselineOf(llvm::ArrayRef<Finding> findings) {
  Baseline baseline;
  for (const Finding &finding : findings)
    baseline[finding.fingerprint] = entryOf(finding);
  return baseline;
}

llvm::Error save(const Baseline &baseline, const std::string &file) {
  if (llvm::Error error = llvm::writeToOutput(file, [&](llvm::raw_ostream &stream) {
        writeBaseline(baseline, stream);
        return llvm::Error::success();
      }))
    return llvm::createStringError(fmt::format("{}: {}", file, llvm::toString(std::move(error))));
  return llvm::Error::success();
}

/// Says what couldn't be analysed. A baseline without it lets its findings count later, which is the safe side.
int closing(const Analysis &analysis, const Request &request, Streams streams) {
  for (const UnanalyzedUnit &unit : analysis.merged.unanalyzed)
    tell(fmt::format("error: could not analyse {}: {}", unit.file, unit.reason), streams);
  for (const std::string &mistake : analysis.merged.mistakes)
    tell("error: " + mistake, streams);
  if (!analysis.merged.mistakes.empty())
    return Misused;
  return analysis.merged.unanalyzed.empty() || request.options.allowIncomplete ? Clean : Incomplete;
}

llvm::Expected<int> create(const Request &request, Streams streams) {
  if (llvm::sys::fs::exists(request.file))
    return llvm::createStringError(fmt::format(
        "{}: is there already; 'leash baseline update' adds to it, with --prune also takes away", request.file));
  llvm::Expected<Analysis> analysis = analyze(request.options, streams);
  if (!analysis)
    return analysis.takeError();
  Baseline baseline = baselineOf(analysis->comparison.introduced);
  if (llvm::Error error = save(baseline, request.file))
    return error;
  streams.out << fmt::format("{}: {}\n", request.file, counted(baseline.size(), "known finding"));
  return closing(*analysis, request, streams);
}

/// Takes away what isn't found any more by the checks that ran, or by one that is no more. Returns how much that was.
size_t prune(Baseline &baseline, const Baseline &found, llvm::ArrayRef<std::string> checks) {
  auto isGone = [&](const Baseline::value_type &entry) {
    const std::string &check = entry.second.check;
    return found.count(entry.first) == 0 && (llvm::is_contained(checks, check) || !findCheck(check));
  };
  return std::erase_if(baseline, isGone);
}

llvm::Expected<int> update(const Request &request, Streams streams) {
  llvm::Expected<Baseline> baseline = readBaseline(request.file);
  if (!baseline)
    return baseline.takeError();
  const CheckOptions &options = request.options;
  if (request.prunes &&
      (!options.project.files.empty() || options.config.checks || options.project.fixedCommand ||
       options.config.headers.wanted || options.config.headers.excluded || !options.run.lines.wantsAll()))
    return llvm::createStringError("--prune needs an analysis of all files by all checks: what wasn't looked for isn't "
                                   "gone. Leave out the files, --checks, --line-filter and filters for headers.");
  llvm::Expected<Analysis> analysis = analyze(options, streams);
  if (!analysis)
    return analysis.takeError();
  Baseline found = baselineOf(analysis->comparison.introduced);
  Baseline present = baselineOf(analysis->merged.suppressed); // is found, too, though it isn't added
  present.insert(found.begin(), found.end());
  bool isComplete = analysis->merged.unanalyzed.empty();
  size_t gone = request.prunes && isComplete ? prune(*baseline, present, analysis->scope.checks) : 0;
  size_t before = baseline->size();
  baseline->insert(found.begin(), found.end());
  if (llvm::Error error = save(*baseline, request.file))
    return error;
  streams.out << fmt::format("{}: {}, {} added, {} taken away\n", request.file,
                             counted(baseline->size(), "known finding"), baseline->size() - before, gone);
  if (request.prunes && !isComplete)
    tell("warning: nothing was taken away, as the analysis isn't complete", streams);
  return closing(*analysis, request, streams);
}

std::string told(const Finding &finding, Paths &paths) {
  std::string text = fmt::format("{} {}:{}:{}: {} [leash-{}]\n", finding.fingerprint.substr(0, 12),
                                 printable(paths.relative(finding.place.file), true), finding.place.line,
                                 finding.place.column, printable(finding.message, true), finding.check);
  text += "  in " + (finding.entity.empty() ? "no function" : printable(finding.entity, true)) + "\n";
  std::vector<std::string> identity = identityOf(finding);
  for (const std::string &words : llvm::ArrayRef(identity).drop_front(2))
    text += "  " + printable(words, true) + "\n";
  return text;
}

bool isWanted(const Request &request, llvm::StringRef fingerprint) {
  return request.fingerprints.empty() ||
         llvm::any_of(request.fingerprints, [&](llvm::StringRef each) { return fingerprint.starts_with(each); });
}

llvm::Expected<int> explain(const Request &request, Streams streams) {
  llvm::Expected<Baseline> baseline = readBaseline(request.file);
  if (!baseline)
    return baseline.takeError();
  llvm::Expected<Analysis> analysis = analyze(request.options, streams);
  if (!analysis)
    return analysis.takeError();
  Comparison comparison = compare(std::move(analysis->comparison.introduced), findingsOf(*baseline));
  auto print = [&](llvm::StringRef title, llvm::ArrayRef<Finding> findings) {
    Paths paths(realPath("."));
    streams.out << title << ": " << findings.size() << '\n';
    for (const Finding &finding : findings)
      if (isWanted(request, finding.fingerprint))
        streams.out << (finding.place.isKnown() ? told(finding, paths)
                                                : fmt::format("{} {} [leash-{}]\n", finding.fingerprint.substr(0, 12),
                                                              printable(finding.message, true), finding.check));
  };
  print("known, and found again", comparison.preExisting);
  print("known, but not found any more ('leash baseline update --prune' takes them away)", comparison.fixed);
  print("found, but not known", comparison.introduced);
  return closing(*analysis, request, streams);
}

struct Action {
  llvm::StringLiteral name;
  llvm::Expected<int> (*run)(const Request &request, Streams streams);
};

constexpr Action actions[] = {{"create", create}, {"update", update}, {"explain", explain}};

llvm::Expected<const Action *> actionCalled(llvm::StringRef name) {
  std::vector<std::string> known;
  for (const Action &action : actions) {
    if (name == action.name)
      return &action;
    known.push_back(action.name.str());
  }
  return llvm::createStringError(
      fmt::format("can't '{}' a baseline{}; write create, update or explain", name.str(), didYouMean(name, known)));
}

/// Takes out what is this command's own; the rest is as for `leash check`.
llvm::Expected<Request> parseRequest(llvm::ArrayRef<const char *> arguments, bool explains) {
  Request request;
  std::vector<const char *> rest;
  bool isCommand = false;
  for (const char *each : arguments) {
    llvm::StringRef argument = each;
    isCommand |= argument == "--";
    if (!isCommand && (argument == "--prune" || argument == "-prune"))
      request.prunes = true;
    else if (!isCommand && explains && argument.size() >= 4 && argument.size() <= 32 &&
             llvm::all_of(argument, llvm::isHexDigit) && !llvm::sys::fs::exists(argument))
      request.fingerprints.push_back(argument.lower());
    else
      rest.push_back(each);
  }
  llvm::Expected<CheckOptions> options = parseCheckOptions(rest, Audience::User);
  if (!options)
    return options.takeError();
  if (!options->base.empty() || !options->baseReport.empty())
    return llvm::createStringError("a baseline is made of all that is found: leave out --base and --base-report");
  if (options->shard)
    return llvm::createStringError("a baseline is made of all that is found: leave out --shard");
  if (options->fix || options->listChecks || options->addedSuppression)
    return llvm::createStringError("--fix, --add-suppressions and --list-checks belong to 'leash check'");
  request.file = options->baseline.empty() ? DefaultBaseline.str() : options->baseline;
  options->baseline.clear();
  request.options = std::move(*options);
  return request;
}

} // namespace

std::string baselineHelp() {
  return "Usage: leash baseline create|update|explain [OPTION…] [FILE…]\n\n"
         "A baseline is a file of findings that are known: 'leash check --baseline FILE' doesn't let them count.\n"
         "  create            writes all that is found now\n"
         "  update            adds what is found now\n"
         "  update --prune    … and takes away what isn't found any more\n"
         "  explain [PRINT…]  shows what is known, what of it is gone, and what is new; of one finding if the\n"
         "                    beginning of its fingerprint is given\n"
         "--baseline names the file, which is " +
         DefaultBaseline.str() + " otherwise. The other options are those of 'leash check':\n\n" + checkOptionsHelp();
}

int runBaselineCommand(llvm::ArrayRef<const char *> arguments, Streams streams) {
  llvm::Expected<const Action *> action = actionCalled(arguments.empty() ? "" : arguments.front());
  if (!action)
    return fail(action.takeError(), streams);
  llvm::Expected<Request> request = parseRequest(arguments.drop_front(), (*action)->name == "explain");
  if (!request)
    return fail(request.takeError(), streams);
  if (request->prunes && (*action)->name != "update")
    return fail(llvm::createStringError("--prune belongs to 'leash baseline update'"), streams);
  llvm::Expected<int> code = (*action)->run(*request, streams);
  return code ? *code : fail(code.takeError(), streams);
}

} // namespace leash
