// arguments: the command line as a table: what a command accepts, and what the user wrote.
//
// A table of our own and not llvm::cl: cl's options are globals of the process, shared with the hundreds that LLVM's
// libraries register, and it exits on --help; this one can be parsed again and again by tests, and the help is printed
// from the table.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace leash {

/// One option. It's written `--name`, `-name` (as clang-tidy's callers do) or `-l` for its letter; its value after '='
/// or as the next argument.
struct OptionSpec {
  std::string_view name;
  char letter = 0;
  std::string_view value = {}; ///< what the value is called in the help: "DIR"; empty: takes none
  std::string_view help = {};  ///< empty: not shown in the help
  /// The value of an option that may be written without one; such an option has its value behind '=' alone.
  std::string_view implied = {};
};

class Arguments {
public:
  /// Reads `arguments` by the table. Errors name the argument and the nearest option.
  static llvm::Expected<Arguments> parse(std::span<const OptionSpec> options, llvm::ArrayRef<const char *> arguments);

  bool has(llvm::StringRef option) const { return values_.count(option.str()) != 0; }
  /// The last value given to `option`, or `fallback`.
  std::string last(llvm::StringRef option, llvm::StringRef fallback = {}) const;
  std::vector<std::string> all(llvm::StringRef option) const;

  /// What isn't an option; "-", too.
  const std::vector<std::string> &positional() const { return positional_; }

  /// What follows `--`.
  bool hasCommand() const { return hasCommand_; }
  const std::vector<std::string> &command() const { return command_; }

private:
  std::map<std::string, std::vector<std::string>> values_;
  std::vector<std::string> positional_;
  std::vector<std::string> command_;
  bool hasCommand_ = false;
};

/// The options as indented lines, one or more per option.
std::string describeOptions(std::span<const OptionSpec> options);

} // namespace leash
