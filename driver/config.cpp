// config: which checks run on a file, and with which options.

#include "driver/config.h"

#include "driver/check-names.h"
#include "driver/suggest.h"

#include "clang-tidy/ClangTidyOptions.h"
#include "clang-tidy/GlobList.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
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

/// What --checks says, with every name given its prefix.
llvm::Expected<std::string> completed(llvm::StringRef list) {
  std::vector<Glob> globs = globsIn(list);
  if (globs.empty())
    return llvm::createStringError("--checks: names no check; 'leash list' names all checks");
  std::string result = globs.front().excludes ? "*" : "-*";
  for (const Glob &glob : globs) {
    if (llvm::Error error = verify(glob))
      return llvm::createStringError("--checks: " + llvm::toString(std::move(error)));
    result += fmt::format(",{}{}", glob.excludes ? "-" : "",
                          glob.name.starts_with("*") ? glob.name.str() : prefixed(glob.name));
  }
  return result;
}

/// clang-tidy 19 forgets the file system if it's given a parser.
class Provider : public clang::tidy::FileOptionsProvider {
public:
  using Parser = std::function<llvm::ErrorOr<ClangTidyOptions>(llvm::MemoryBufferRef)>;

  explicit Provider(Parser parser) : FileOptionsProvider({}, {}, {}, {{FileName.str(), std::move(parser)}}) {
    FS = llvm::vfs::getRealFileSystem();
  }
};

/// The options that `.clang-tidy` files give to one check, by the option's bare name.
using Values = std::map<std::string, std::string, std::less<>>;

} // namespace

class Configuration::State {
public:
  explicit State(std::optional<std::string> checks)
      : checks_(std::move(checks)), provider_([this](llvm::MemoryBufferRef text) { return parse(text); }) {}

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
    std::vector<clang::tidy::ClangTidyOptionsProvider::OptionsSource> sources = provider_.getRawOptions(file);
    if (!unreadable_.empty())
      return llvm::createStringError(unreadable_);
    ClangTidyOptions merged;
    unsigned priority = 0;
    for (const auto &[options, name] : sources) {
      if (llvm::Error error = verifyFile(options, name))
        return error;
      merged.mergeWith(options, ++priority);
    }

    std::string list = "*";
    if (merged.Checks && mentionsUs(*merged.Checks))
      list += "," + *merged.Checks;
    // --checks begins with "*" or "-*": it has the last word about every check.
    clang::tidy::GlobList globs(checks_ ? *checks_ : list);
    auto plan = std::make_shared<CheckPlan>();
    for (const CheckInfo *check : catalog())
      if (globs.contains(prefixed(check->name)))
        plan->checks.push_back({check, OptionValues(valuesFor(*check, merged))});
    return plan;
  }

  /// An error for anything that begins with our prefix and isn't ours: a silently ignored check or option is worse than
  /// none.
  static llvm::Error verifyFile(const ClangTidyOptions &options, llvm::StringRef name) {
    for (const Glob &glob : globsIn(options.Checks ? llvm::StringRef(*options.Checks) : ""))
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
    llvm::ErrorOr<ClangTidyOptions> options =
        clang::tidy::parseConfigurationWithDiags(text, [&](const llvm::SMDiagnostic &diagnostic) {
          llvm::raw_string_ostream stream(message);
          if (message.empty())
            diagnostic.print(nullptr, stream, /*ShowColors=*/false);
        });
    if (options)
      return options;
    if (message.empty())
      message = fmt::format("{}: {}\n", text.getBufferIdentifier().str(), options.getError().message());
    message = llvm::StringRef(message).rtrim().str();
    if (text.getBuffer().contains(CheckPrefix))
      unreadable_ = message;
    else
      notes.push_back(message + "\nLeft aside: it doesn't speak of Leash.");
    ClangTidyOptions none;
    none.InheritParentConfig = true;
    return none;
  }

  std::optional<std::string> checks_;
  std::string unreadable_;
  llvm::StringMap<std::shared_ptr<const CheckPlan>> byDirectory_;
  Provider provider_;
};

llvm::Expected<Configuration> Configuration::create(std::optional<std::string> checks) {
  if (!checks)
    return Configuration(std::make_unique<State>(std::nullopt));
  llvm::Expected<std::string> list = completed(*checks);
  if (!list)
    return list.takeError();
  return Configuration(std::make_unique<State>(*list));
}

Configuration::Configuration(std::unique_ptr<State> state) : state_(std::move(state)) {}
Configuration::Configuration(Configuration &&) noexcept = default;
Configuration::~Configuration() = default;

llvm::Expected<std::shared_ptr<const CheckPlan>> Configuration::planFor(llvm::StringRef file) {
  return state_->planFor(file);
}

const std::vector<std::string> &Configuration::notes() const { return state_->notes; }

} // namespace leash
