// hosts: the plugin in its clang-tidy and the program, as a test uses them.

#include "test/plugin/hosts.h"

#include "checks/check.h"
#include "test/support/text-file.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/raw_ostream.h"

#include <filesystem>

namespace leash {

static ProcessResult run(const std::string &directory, std::vector<std::string> command,
                         std::vector<std::string> arguments) {
  command.insert(command.end(), arguments.begin(), arguments.end());
  return runProcess(command, directory);
}

ProcessResult clangTidy(const std::string &directory, std::vector<std::string> arguments) {
  return run(directory,
             {LEASH_CLANG_TIDY, "-load", LEASH_BINARY_DIR "/lib/libleash-tidy.so", "-checks=-*,leash-*", "-quiet"},
             std::move(arguments));
}

ProcessResult leashCheck(const std::string &directory, std::vector<std::string> arguments) {
  return run(
      directory,
      {LEASH_BINARY_DIR "/bin/leash", "check", "--checks=-*,leash-*", "--quiet", "--format=text", "--color=never"},
      std::move(arguments));
}

ProcessResult leashDropIn(const std::string &directory, std::vector<std::string> arguments) {
  return run(directory, {LEASH_BINARY_DIR "/bin/leash", "-checks=-*,leash-*", "-quiet"}, std::move(arguments));
}

std::set<std::string> findingsIn(const std::string &output) {
  llvm::Regex line("^([^:]+):([0-9]+:[0-9]+): (warning|error): (.* \\[leash-[a-z-]+\\])$");
  llvm::SmallVector<llvm::StringRef> lines, parts;
  llvm::StringRef(output).split(lines, '\n');
  std::set<std::string> findings;
  for (llvm::StringRef text : lines)
    if (line.match(text, &parts))
      findings.insert(std::filesystem::weakly_canonical(parts[1].str()).string() + ":" + parts[2].str() + ": " +
                      parts[4].str());
  return findings;
}

std::vector<std::string> checkNames() {
  std::vector<std::string> names;
  for (const CheckInfo *check : catalog())
    names.emplace_back(check->name);
  return names;
}

void writeDatabase(const std::string &directory, llvm::ArrayRef<Command> commands) {
  llvm::json::Array entries;
  for (const Command &command : commands) {
    llvm::json::Array arguments({llvm::StringRef(command.file).ends_with(".c") ? "clang" : "clang++"});
    for (const std::string &argument : command.arguments)
      arguments.push_back(argument);
    arguments.push_back(command.file);
    entries.push_back(
        llvm::json::Object{{"file", command.file}, {"directory", directory}, {"arguments", std::move(arguments)}});
  }
  std::string text;
  llvm::raw_string_ostream(text) << llvm::json::Value(std::move(entries));
  writeTextFile(directory + "/compile_commands.json", text);
}

} // namespace leash
