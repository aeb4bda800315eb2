// arguments: the command line as a table: what a command accepts, and what the user wrote.

#include "driver/arguments.h"

#include "driver/suggest.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <fmt/format.h>

namespace leash {

namespace {

/// One argument that starts with a dash, taken apart.
struct Written {
  const OptionSpec *option = nullptr;
  bool hasValue = false;
  std::string value;
};

const OptionSpec *optionNamed(std::span<const OptionSpec> options, llvm::StringRef name) {
  for (const OptionSpec &option : options)
    if (name == llvm::StringRef(option.name) || (name.size() == 1 && option.letter == name.front()))
      return &option;
  return nullptr;
}

llvm::Error unknownOption(std::span<const OptionSpec> options, llvm::StringRef name) {
  std::vector<std::string> known;
  for (const OptionSpec &option : options)
    if (!option.help.empty())
      known.push_back("--" + std::string(option.name));
  return llvm::createStringError(fmt::format("unknown option '{}'{}", name.str(), didYouMean(name, known)));
}

llvm::Expected<Written> takeApart(std::span<const OptionSpec> options, llvm::StringRef argument) {
  bool twoDashes = argument.starts_with("--");
  auto [name, value] = argument.drop_front(twoDashes ? 2 : 1).split('=');
  Written written;
  written.hasValue = argument.contains('=');
  written.value = value.str();
  written.option = optionNamed(options, name);
  if (!written.option && !twoDashes && name.size() > 1) {
    // A letter with its value behind it: -j4.
    const OptionSpec *byLetter = optionNamed(options, name.take_front());
    if (byLetter && !byLetter->value.empty())
      written = {byLetter, true, argument.drop_front(2).str()};
  }
  if (!written.option)
    return unknownOption(options, argument.split('=').first);
  if (written.hasValue && written.option->value.empty())
    return llvm::createStringError(fmt::format("option '--{}' takes no value", written.option->name));
  return written;
}

} // namespace

llvm::Expected<Arguments> Arguments::parse(std::span<const OptionSpec> options,
                                           llvm::ArrayRef<const char *> arguments) {
  Arguments result;
  while (!arguments.empty()) {
    llvm::StringRef argument = arguments.front();
    arguments = arguments.drop_front();
    if (argument == "--") {
      result.hasCommand_ = true;
      result.command_.assign(arguments.begin(), arguments.end());
      break;
    }
    if (argument.empty()) // run-clang-tidy and shell scripts pass these
      continue;
    if (!argument.starts_with("-") || argument == "-") {
      result.positional_.push_back(argument.str());
      continue;
    }
    llvm::Expected<Written> written = takeApart(options, argument);
    if (!written)
      return written.takeError();
    if (!written->hasValue && !written->option->implied.empty()) {
      written->value = written->option->implied;
    } else if (!written->hasValue && !written->option->value.empty()) {
      if (arguments.empty() || llvm::StringRef(arguments.front()) == "--")
        return llvm::createStringError(
            fmt::format("option '{}' needs a value: {}", argument.str(), written->option->value));
      written->value = arguments.front();
      arguments = arguments.drop_front();
    }
    result.values_[std::string(written->option->name)].push_back(written->value);
  }
  return result;
}

std::string Arguments::last(llvm::StringRef option, llvm::StringRef fallback) const {
  auto found = values_.find(option.str());
  return found == values_.end() ? fallback.str() : found->second.back();
}

std::vector<std::string> Arguments::all(llvm::StringRef option) const {
  auto found = values_.find(option.str());
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::string describeOptions(std::span<const OptionSpec> options) {
  static constexpr size_t Width = 26; // of what an option looks like; a longer one has a line of its own
  std::string text;
  for (const OptionSpec &option : options) {
    if (option.help.empty())
      continue;
    std::string left = option.name.size() == 1 ? fmt::format("-{}", option.name) : fmt::format("--{}", option.name);
    if (option.letter)
      left = fmt::format("-{}, {}", option.letter, left);
    if (!option.implied.empty())
      left += fmt::format("[={}]", option.value);
    else if (!option.value.empty())
      left += fmt::format("{}{}", option.name.size() == 1 ? " " : "=", option.value);
    if (left.size() > Width) {
      text += fmt::format("  {}\n", left);
      left.clear();
    }
    llvm::SmallVector<llvm::StringRef, 4> lines;
    llvm::StringRef(option.help).split(lines, '\n');
    for (auto [number, line] : llvm::enumerate(lines))
      text += fmt::format("  {:<{}} {}\n", number == 0 ? left : "", Width, line.str());
  }
  return text;
}

} // namespace leash
