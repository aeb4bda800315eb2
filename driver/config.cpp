// config: which checks run on a file, and with which options.

#include "driver/config.h"

#include "driver/bounded-yaml.h"
#include "driver/check-names.h"
#include "driver/runner-files.h"
#include "driver/suggest.h"

#include "clang-tidy/ClangTidyOptions.h"
#include "clang-tidy/GlobList.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

#include <functional>

namespace leash {

using clang::tidy::ClangTidyOptions;

namespace {

constexpr llvm::StringLiteral FileName = ".clang-tidy";

/// The globs of a list as clang-tidy splits it, each without its '-'.
struct Glob {
  llvm::StringRef name;
  bool excludes = false;
};

std::vector<Glob> globsIn(llvm::StringRef list) {
  std::vector<Glob> globs;
  llvm::SmallVector<llvm::StringRef> items;
  llvm::SplitString(list, items, ",\n");
  for (llvm::StringRef item : items) {
    Glob glob{item.trim(), false};
    glob.excludes = glob.name.consume_front("-");
    glob.name = glob.name.trim();
    if (!glob.name.empty())
      globs.push_back(glob);
  }
  return globs;
}

bool mentionsUs(llvm::StringRef list) {
  return llvm::any_of(globsIn(list), [](const Glob &glob) { return glob.name.starts_with(CheckPrefix); });
}

/// An error if `glob` is one of our names and no check has it. Patterns may match nothing.
llvm::Error verify(const Glob &glob) {
  if (glob.name.contains('*'))
    return llvm::Error::success();
  return checkCalled(glob.name).takeError();
}

/// The list that `option` was given, with every name given its prefix. Where names of other tools' checks are
/// no mistakes, they are left as they are.
llvm::Expected<std::string> completed(llvm::StringRef option, llvm::StringRef list, bool mayBeForeign) {
  std::string result;
  for (const Glob &glob : globsIn(list)) {
    bool isForeign = mayBeForeign && isForeignCheck(glob.name);
    if (!isForeign)
      if (llvm::Error error = verify(glob))
        return llvm::createStringError(option + ": " + llvm::toString(std::move(error)));
    result += fmt::format("{}{}{}", result.empty() ? "" : ",", glob.excludes ? "-" : "",
                          isForeign || glob.name.starts_with("*") ? glob.name.str() : prefixed(glob.name));
  }
  return result;
}

/// What --checks says, begun with all checks or with none.
llvm::Expected<std::string> completedChecks(llvm::StringRef list, bool mayBeForeign) {
  std::vector<Glob> globs = globsIn(list);
  if (globs.empty())
    return llvm::createStringError("--checks: names no check; 'leash list' names all checks");
  llvm::Expected<std::string> result = completed("--checks", list, mayBeForeign);
  if (!result)
    return result.takeError();
  return (globs.front().excludes ? "*," : "-*,") + *result;
}

/// clang-tidy 19 forgets the file system if it's given a parser.
class Provider : public clang::tidy::FileOptionsProvider {
public:
  using Parser = std::function<llvm::ErrorOr<ClangTidyOptions>(llvm::MemoryBufferRef)>;

  explicit Provider(Parser parser) : FileOptionsProvider({}, {}, {}, {{FileName.str(), std::move(parser)}}) {
    FS = unmappedFiles();
  }
};

/// `file`, or where the directory isn't there that it is said to be in, one in the nearest that is: Clang prints the
/// name of one that isn't, which comes from the compile database.
std::string withinWhatIsThere(llvm::StringRef file) {
  llvm::StringRef directory = llvm::sys::path::parent_path(file);
  while (!directory.empty() && !llvm::sys::fs::is_directory(directory))
    directory = llvm::sys::path::parent_path(directory);
  llvm::SmallString<256> result(directory);
  llvm::sys::path::append(result, llvm::sys::path::filename(file));
  return std::string(result);
}

using Source = clang::tidy::ClangTidyOptionsProvider::OptionsSource;

/// The options that `.clang-tidy` files give to one check, by the option's bare name.
using Values = std::map<std::string, std::string, std::less<>>;

} // namespace

class Configuration::State {
public:
  explicit State(ConfigRequest request)
      : request_(std::move(request)), provider_([this](llvm::MemoryBufferRef text) { return parse(text); }) {}

  /// Reads what the command line gives instead of `.clang-tidy` files.
  llvm::Error readGiven() {
    if (!request_.text.empty())
      return readGiven(llvm::MemoryBufferRef(request_.text, "--config"));
    if (request_.file.empty())
      return llvm::Error::success();
    auto buffer = unmappedFiles()->getBufferForFile(request_.file);
    if (!buffer)
      return llvm::createStringError(fmt::format("--config-file={}: {}", request_.file, buffer.getError().message()));
    return readGiven((*buffer)->getMemBufferRef());
  }

  llvm::Expected<std::shared_ptr<const CheckPlan>> planFor(llvm::StringRef file) {
    // clang-tidy's search depends on the directory alone.
    auto [known, isNew] = byDirectory_.try_emplace(llvm::sys::path::parent_path(file));
    if (!isNew)
      return known->second;
    llvm::Expected<std::shared_ptr<const CheckPlan>> plan = makePlan(file);
    if (plan)
      known->second = *plan;
    else
      byDirectory_.erase(known);
    return plan;
  }

  std::vector<std::string> notes;

private:
  llvm::Expected<std::shared_ptr<const CheckPlan>> makePlan(llvm::StringRef file) {
    llvm::Expected<std::vector<Source>> sources = sourcesFor(file);
    if (!sources)
      return sources.takeError();
    ClangTidyOptions merged;
    unsigned priority = 0;
    for (const auto &[options, name] : *sources) {
      if (llvm::Error error = verifyFile(options, name))
        return error;
      merged.mergeWith(options, ++priority);
    }

    std::string list = "*";
    if (merged.Checks && mentionsUs(*merged.Checks))
      list += "," + *merged.Checks;
    // --checks begins with "*" or "-*": it has the last word about every check.
    clang::tidy::GlobList globs(request_.checks ? *request_.checks : list);
    clang::tidy::GlobList errors(merged.WarningsAsErrors.value_or("") + "," + request_.warningsAsErrors);
    auto plan = std::make_shared<CheckPlan>();
    for (const CheckInfo *check : catalog())
      if (std::string name = prefixed(check->name); globs.contains(name))
        plan->checks.push_back({check, OptionValues(valuesFor(*check, merged)), severityFor(errors.contains(name))});
    llvm::Expected<HeaderFilter> headers = HeaderFilter::matching(headersFor(merged));
    if (!headers)
      return headers.takeError();
    plan->headers = std::move(*headers);
    return plan;
  }

  llvm::Error readGiven(llvm::MemoryBufferRef text) {
    std::string message;
    llvm::ErrorOr<ClangTidyOptions> options = parse(text, message);
    if (!options)
      return llvm::createStringError(message);
    given_ = Source(*options, text.getBufferIdentifier().str());
    return llvm::Error::success();
  }

  /// The configurations that speak of `file`, the one that has the last word last.
  llvm::Expected<std::vector<Source>> sourcesFor(llvm::StringRef file) {
    std::vector<Source> sources;
    if (!given_ || given_->first.InheritParentConfig.value_or(false))
      sources = provider_.getRawOptions(withinWhatIsThere(file));
    if (!unreadable_.empty())
      return llvm::createStringError(unreadable_);
    if (given_)
      sources.push_back(*given_);
    return sources;
  }

  std::optional<Severity> severityFor(bool isError) const {
    if (isError)
      return Severity::Error;
    return request_.inClangTidysPlace ? std::optional(Severity::Warning) : std::nullopt;
  }

  HeaderPatterns headersFor(const ClangTidyOptions &options) const {
    HeaderPatterns patterns = request_.headers;
    if (!request_.inClangTidysPlace)
      return patterns;
    if (!patterns.wanted)
      patterns.wanted = options.HeaderFilterRegex.value_or("");
    if (!patterns.excluded)
      patterns.excluded = options.ExcludeHeaderFilterRegex;
    return patterns;
  }

  /// An error for anything that begins with our prefix and isn't ours: a silently ignored check or option is worse than
  /// none.
  static llvm::Error verifyFile(const ClangTidyOptions &options, llvm::StringRef name) {
    for (const std::optional<std::string> *list : {&options.Checks, &options.WarningsAsErrors})
      for (const Glob &glob : globsIn(*list ? llvm::StringRef(**list) : ""))
        if (glob.name.starts_with(CheckPrefix))
          if (llvm::Error error = verify(glob))
            return llvm::createStringError(name + ": " + llvm::toString(std::move(error)));
    for (const auto &option : options.CheckOptions)
      if (option.getKey().starts_with(CheckPrefix))
        if (llvm::Error error = verifyOption(option.getKey()))
          return llvm::createStringError(name + ": " + llvm::toString(std::move(error)));
    return llvm::Error::success();
  }

  static llvm::Error verifyOption(llvm::StringRef key) {
    auto [checkName, optionName] = key.split('.');
    llvm::Expected<const CheckInfo *> check = checkCalled(checkName);
    if (!check)
      return check.takeError();
    std::vector<std::string> known;
    for (const OptionInfo &option : (*check)->options)
      known.emplace_back(option.name);
    if (llvm::is_contained(known, optionName))
      return llvm::Error::success();
    return llvm::createStringError(fmt::format("unknown option '{}'{}", key.str(),
                                               known.empty() ? fmt::format("; '{}' has no options", checkName.str())
                                                             : didYouMean(optionName, known)));
  }

  static Values valuesFor(const CheckInfo &check, const ClangTidyOptions &options) {
    Values values;
    for (const OptionInfo &option : check.options) {
      auto given = options.CheckOptions.find(fmt::format("{}{}.{}", CheckPrefix.str(), check.name, option.name));
      if (given != options.CheckOptions.end())
        values.emplace(option.name, given->second.Value);
    }
    return values;
  }

  /// Reads one `.clang-tidy`. One that is written for another clang-tidy and doesn't speak of us is left aside.
  llvm::ErrorOr<ClangTidyOptions> parse(llvm::MemoryBufferRef text) {
    std::string message;
    llvm::ErrorOr<ClangTidyOptions> options = parse(text, message);
    if (options)
      return options;
    if (text.getBuffer().contains(CheckPrefix))
      unreadable_ = message;
    else
      notes.push_back(message + "\nLeft aside: it doesn't speak of Leash.");
    ClangTidyOptions none;
    none.InheritParentConfig = true;
    return none;
  }

  /// Reads a configuration; `message` says what is wrong with it, and where.
  static llvm::ErrorOr<ClangTidyOptions> parse(llvm::MemoryBufferRef text, std::string &message) {
    message = yamlObstacle(text);
    if (!message.empty())
      return std::make_error_code(std::errc::invalid_argument);
    llvm::ErrorOr<ClangTidyOptions> options =
        clang::tidy::parseConfigurationWithDiags(text, [&](const llvm::SMDiagnostic &diagnostic) {
          llvm::raw_string_ostream stream(message);
          if (message.empty())
            diagnostic.print(nullptr, stream, /*ShowColors=*/false);
        });
    if (!options && message.empty())
      message = fmt::format("{}: {}\n", text.getBufferIdentifier().str(), options.getError().message());
    message = llvm::StringRef(message).rtrim().str();
    return options;
  }

  const ConfigRequest request_;
  std::optional<Source> given_; ///< by the command line
  std::string unreadable_;
  llvm::StringMap<std::shared_ptr<const CheckPlan>> byDirectory_;
  Provider provider_;
};

llvm::Expected<Configuration> Configuration::create(ConfigRequest request) {
  bool mayBeForeign = request.inClangTidysPlace;
  if (request.checks) {
    llvm::Expected<std::string> list = completedChecks(*request.checks, mayBeForeign);
    if (!list)
      return list.takeError();
    request.checks = *list;
  }
  llvm::Expected<std::string> errors = completed("--warnings-as-errors", request.warningsAsErrors, mayBeForeign);
  if (!errors)
    return errors.takeError();
  request.warningsAsErrors = *errors;
  auto state = std::make_unique<State>(std::move(request));
  if (llvm::Error error = state->readGiven())
    return error;
  return Configuration(std::move(state));
}

Configuration::Configuration(std::unique_ptr<State> state) : state_(std::move(state)) {}
Configuration::Configuration(Configuration &&) noexcept = default;
Configuration::~Configuration() = default;

llvm::Expected<std::shared_ptr<const CheckPlan>> Configuration::planFor(llvm::StringRef file) {
  return state_->planFor(file);
}

const std::vector<std::string> &Configuration::notes() const { return state_->notes; }

} // namespace leash
