// workspace: a directory of its own for a test, and the program as a function.

#include "test/driver/workspace.h"

#include "driver/leash.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <gtest/gtest.h>

namespace leash::test {

namespace fs = llvm::sys::fs;

Answer leash(const std::vector<std::string> &arguments) {
  std::vector<const char *> argv = {"leash"};
  for (const std::string &argument : arguments)
    argv.push_back(argument.c_str());
  Answer run;
  llvm::raw_string_ostream out(run.out), err(run.err);
  run.code = leashMain(static_cast<int>(argv.size()), argv.data(), out, err);
  return run;
}

Workspace::Workspace() {
  llvm::SmallString<128> directory, real, current;
  EXPECT_FALSE(fs::createUniqueDirectory("leash-test", directory));
  EXPECT_FALSE(fs::real_path(directory, real));
  EXPECT_FALSE(fs::current_path(current));
  root_ = std::string(real);
  previous_ = std::string(current);
  EXPECT_FALSE(fs::set_current_path(root_));
}

Workspace::~Workspace() {
  EXPECT_FALSE(fs::set_current_path(previous_));
  EXPECT_FALSE(fs::remove_directories(root_));
}

std::string Workspace::path(llvm::StringRef name) const { return root_ + "/" + name.str(); }

void Workspace::write(llvm::StringRef name, llvm::StringRef text) const {
  std::string file = path(name);
  ASSERT_FALSE(fs::create_directories(llvm::sys::path::parent_path(file)));
  std::error_code error;
  llvm::raw_fd_ostream stream(file, error);
  ASSERT_FALSE(error) << error.message();
  stream << text;
}

void Workspace::database(const std::vector<Entry> &entries, llvm::StringRef directory) const {
  llvm::json::Array commands;
  for (const Entry &entry : entries) {
    llvm::json::Array arguments{entry.compiler};
    for (const std::string &flag : entry.flags)
      arguments.push_back(flag);
    for (const char *flag : {"-c", "-o", "x.o"})
      arguments.push_back(flag);
    arguments.push_back(entry.file);
    commands.push_back(
        llvm::json::Object{{"directory", root_}, {"file", entry.file}, {"arguments", std::move(arguments)}});
  }
  std::string text;
  llvm::raw_string_ostream(text) << llvm::json::Value(std::move(commands));
  write((directory + "/compile_commands.json").str(), text);
}

static std::string function(llvm::StringRef name, llvm::StringRef middle) {
  return ("#include <pthread.h>\n"
          "extern pthread_mutex_t mutex;\n"
          "void " +
          name + "(int b) { pthread_mutex_lock(&mutex); " + middle + "pthread_mutex_unlock(&mutex); }\n")
      .str();
}

std::string buggy(llvm::StringRef name) { return function(name, "if (b) return; "); }

std::string clean(llvm::StringRef name) { return function(name, ""); }

size_t occurrences(llvm::StringRef text, llvm::StringRef part) { return text.count(part); }

} // namespace leash::test
