// leash: which word starts what.

#include "driver/leash.h"

#include "driver/commands.h"
#include "driver/report/printable.h"
#include "driver/suggest.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

namespace leash {

namespace {

struct Command {
  std::string_view name;
  std::string_view usage;
  std::string_view summary;
  int (*run)(llvm::ArrayRef<const char *> arguments, Streams streams);
  std::string (*help)();
};

constexpr Command commands[] = {
    {"check", "leash check [OPTION…] [FILE…]", "look for concurrency bugs", runCheckCommand, checkHelp},
    {"affected", "leash affected --base REV", "name the units that a change touches", runAffectedCommand, affectedHelp},
    {"baseline", "leash baseline create|update|explain", "keep a file of findings that are known", runBaselineCommand,
     baselineHelp},
    {"merge", "leash merge REPORT…", "make one report of the shards' reports", runMergeCommand, mergeHelp},
    {"doctor", "leash doctor [OPTION…] [FILE…]", "say what an analysis would meet, and what to do", runDoctorCommand,
     doctorHelp},
    {"list", "leash list", "list the checks", runListCommand, listHelp},
    {"explain", "leash explain CHECK", "print the page of a check", runExplainCommand, explainHelp},
    {"show", "leash show operations|facts|summary FILE", "print what Leash read from a file", runShowCommand, showHelp},
};

const Command *findCommand(llvm::StringRef name) {
  const Command *command =
      llvm::find_if(commands, [&](const Command &each) { return name == llvm::StringRef(each.name); });
  return command == std::end(commands) ? nullptr : command;
}

std::string overview() {
  std::string text = "Leash finds concurrency bugs in C and C++.\n\nUsage:\n";
  for (const Command &command : commands)
    text += fmt::format("  {:<44}{}\n", command.usage, command.summary);
  text += fmt::format("  {:<44}{}\n", "leash [OPTION…] FILE…", "stand in for clang-tidy; the options are check's");
  text += "  leash --version\n\n"
          "'leash COMMAND --help' tells more about a command.\n";
  return text;
}

int printHelp(llvm::ArrayRef<const char *> arguments, Streams streams) {
  const Command *command = arguments.empty() ? nullptr : findCommand(arguments.front());
  streams.out << (command ? command->help() : overview());
  return Clean;
}

/// What can't be meant as a command: an option, or a file. run-clang-tidy passes an empty argument, too.
bool isForDropIn(llvm::StringRef word) {
  return word.empty() || word.starts_with("-") || word.contains('/') || word.contains('.') ||
         llvm::sys::fs::exists(word);
}

bool asksForHelp(llvm::ArrayRef<const char *> arguments) {
  return llvm::any_of(arguments.take_until([](llvm::StringRef each) { return each == "--"; }),
                      [](llvm::StringRef each) { return each == "--help" || each == "-help" || each == "-h"; });
}

int refuse(llvm::StringRef word, Streams streams) {
  std::vector<std::string> known;
  for (const Command &command : commands)
    known.emplace_back(command.name);
  tell(fmt::format("error: unknown command '{}'{}\nTry 'leash --help'.", word.str(), didYouMean(word, known)), streams);
  return Misused;
}

/// Clang parses inline assembly and target specific builtins for the targets that are registered.
void initializeTargets() {
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargetMCs();
  llvm::InitializeAllAsmParsers();
}

int dispatch(llvm::ArrayRef<const char *> arguments, Streams streams) {
  if (arguments.empty()) {
    streams.err << overview();
    return Misused;
  }
  llvm::StringRef word = arguments.front();
  llvm::ArrayRef<const char *> rest = arguments.drop_front();
  if (word == "--help" || word == "-help" || word == "-h" || word == "help")
    return printHelp(rest, streams);
  if (word == "--version" || word == "-version") {
    streams.out << versionText();
    return Clean;
  }
  const Command *command = findCommand(word);
  if (!command && !isForDropIn(word))
    return refuse(word, streams);
  if (asksForHelp(rest)) {
    streams.out << (command ? command->help() : overview());
    return Clean;
  }
  return command ? command->run(rest, streams) : runDropInCommand(arguments, streams);
}

} // namespace

std::string versionText() { return fmt::format("leash {}\nLLVM {}\n", LEASH_VERSION, LLVM_VERSION_STRING); }

void tell(llvm::StringRef words, Streams streams) {
  streams.err << "leash: ";
  bool isFirst = true;
  for (llvm::StringRef line : llvm::split(words, '\n')) {
    // A line that begins so is a command to GitHub's runner.
    bool isCommand = !isFirst && line.ltrim().starts_with("::");
    streams.err << (isFirst ? "" : "\n") << (isCommand ? "<U+003A>" : "")
                << printable(isCommand ? line.ltrim().drop_front() : line, /*unicode=*/true);
    isFirst = false;
  }
  streams.err << '\n';
}

int fail(llvm::Error error, Streams streams) {
  tell("error: " + llvm::toString(std::move(error)), streams);
  return Misused;
}

int leashMain(int argc, const char **argv, llvm::raw_ostream &out, llvm::raw_ostream &err) {
  initializeTargets();
  int code = dispatch(llvm::ArrayRef(argv, argc).drop_front(argc > 0 ? 1 : 0), {out, err});
  out.flush();
  err.flush();
  return code;
}

} // namespace leash
