// callers-test: the programs that call clang-tidy, as they are installed, call Leash instead.

#include "test/support/process.h"
#include "test/support/text-file.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace leash {

using testing::HasSubstr;
using testing::Not;

namespace {

constexpr const char *Leash = LEASH_BINARY_DIR "/bin/leash";

/// Line 5 locks, and line 7 returns.
constexpr std::string_view Buggy = R"cpp(#include <mutex>
std::mutex access;
int total;
void add(int amount) {
  access.lock();
  if (amount < 0)
    return;
  total += amount;
  access.unlock();
}
)cpp";

constexpr std::string_view Clean = R"cpp(#include <mutex>
std::mutex access;
int total;
void add(int amount) {
  std::lock_guard guard(access);
  total += amount;
}
)cpp";

constexpr const char *Message = "warning: 'access' is locked here and still locked when 'add' returns at line 7";
constexpr const char *Guard = "std::lock_guard<std::mutex> guard(access);";

bool isFound(std::string_view program) { return !program.empty() && !program.ends_with("NOTFOUND"); }

/// One word of a shell's command.
std::string quoted(const std::string &word) { return "'" + word + "'"; }

/// A project in a directory of its own.
class Caller : public testing::Test {
protected:
  Caller()
      : directory_(
            freshDirectory(std::string("callers/") + testing::UnitTest::GetInstance()->current_test_info()->name())) {}

  std::string path(const std::string &name) const { return directory_ + "/" + name; }
  void write(const std::string &name, std::string_view text) const { writeTextFile(path(name), text); }
  std::string read(const std::string &name) const { return readTextFile(path(name)); }

  void writeDatabase(const std::vector<std::string> &files) const {
    llvm::json::Array entries;
    for (const std::string &file : files)
      entries.push_back(llvm::json::Object{{"file", path(file)},
                                           {"directory", directory_},
                                           {"arguments", {"c++", "-std=c++20", "-c", path(file), "-o", "x.o"}}});
    std::string text;
    llvm::raw_string_ostream(text) << llvm::json::Value(std::move(entries));
    write("compile_commands.json", text);
  }

  /// Runs a command of the shell in the project's directory.
  ProcessResult shell(const std::string &command) const {
    return runProcess({"/bin/sh", "-c", "cd " + quoted(directory_) + " && " + command}, directory_ + "/output");
  }

private:
  std::string directory_;
};

class RunClangTidy : public Caller {
protected:
  void SetUp() override {
    if (!isFound(LEASH_RUN_CLANG_TIDY))
      GTEST_SKIP() << "run-clang-tidy-19 isn't installed; it is in Debian's clang-tidy-19";
    write("src/buggy.cpp", Buggy);
    write("src/clean.cpp", Clean);
    writeDatabase({"src/buggy.cpp", "src/clean.cpp"});
  }

  ProcessResult run(const std::string &options) const {
    return shell(std::string(LEASH_RUN_CLANG_TIDY) + " -clang-tidy-binary " + Leash +
                 " -clang-apply-replacements-binary " LEASH_CLANG_APPLY_REPLACEMENTS " -p . " + options);
  }
};

class ClangTidyDiff : public Caller {
protected:
  void SetUp() override {
    if (!isFound(LEASH_CLANG_TIDY_DIFF))
      GTEST_SKIP() << "clang-tidy-diff-19.py isn't installed; it is in Debian's clang-tidy-19";
    write("src/buggy.cpp", Buggy);
    writeDatabase({"src/buggy.cpp"});
  }

  /// Over a diff in which the line has come into the file.
  ProcessResult run(const std::string &file, int line, const std::string &options) const {
    write("change.diff", "--- a/" + file + "\n+++ b/" + file + "\n@@ -" + std::to_string(line - 1) + ",0 +" +
                             std::to_string(line) + " @@\n+a line\n");
    return shell(std::string(LEASH_CLANG_TIDY_DIFF) + " -p1 -path . -clang-tidy-binary " + Leash + " " + options +
                 " < change.diff");
  }
};

class CMake : public Caller {
protected:
  /// Configures and builds a project of one library, with Leash as its clang-tidy.
  ProcessResult build(std::string_view source, const std::string &options) const {
    write("library.cpp", source);
    write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.25)\n"
                            "project(caller LANGUAGES CXX)\n"
                            "set(CMAKE_CXX_STANDARD 20)\n"
                            "add_library(library library.cpp)\n");
    ProcessResult configured = shell(std::string(LEASH_CMAKE) + " -S . -B build -G " + quoted(LEASH_CMAKE_GENERATOR) +
                                     " -DCMAKE_MAKE_PROGRAM=" + quoted(LEASH_CMAKE_MAKE_PROGRAM) +
                                     " -DCMAKE_CXX_COMPILER=" + quoted(compiler()) +
                                     " -DCMAKE_CXX_CLANG_TIDY=" + quoted(std::string(Leash) + ";--quiet" + options));
    EXPECT_EQ(configured.status, 0) << configured.out << configured.err;
    return shell(std::string(LEASH_CMAKE) + " --build build");
  }

private:
  static std::string compiler() { return std::filesystem::exists("/usr/bin/g++") ? "/usr/bin/g++" : LEASH_CXX; }
};

} // namespace

TEST_F(RunClangTidy, FindsWhatIsThereAndSucceeds) {
  ProcessResult result = run("-quiet");
  EXPECT_EQ(result.status, 0) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr(path("src/buggy.cpp") + ":5:3: " + Message));
  EXPECT_THAT(result.out, Not(HasSubstr("clean.cpp:")));
  EXPECT_EQ(result.err, "");
}

TEST_F(RunClangTidy, FailsWhereAWarningIsAnError) {
  EXPECT_EQ(run("-quiet -warnings-as-errors='*' src/buggy.cpp").status, 1);
  EXPECT_EQ(run("-quiet -warnings-as-errors='*' src/clean.cpp").status, 0);
}

TEST_F(RunClangTidy, FailsWhereAUnitDoesNotParse) {
  write("src/clean.cpp", "#error\n");
  EXPECT_EQ(run("-quiet").status, 1);
}

TEST_F(RunClangTidy, PassesOnAllThatItIsGiven) {
  write("config.yaml", "Checks: 'leash-*'\n");
  for (const char *options :
       {"-checks='-*,leash-lock-order'", "-config-file=config.yaml", "-config='{Checks: leash-*}'",
        "-use-color=false -allow-no-checks -extra-arg=-DA -extra-arg-before=-DB",
        "-header-filter='.*' -exclude-header-filter='third' -line-filter='[{\"name\":\"x\"}]'"}) {
    ProcessResult result = run(options);
    EXPECT_EQ(result.status, 0) << options << "\n" << result.out << result.err;
  }
}

TEST_F(RunClangTidy, AppliesAndMergesFixes) {
  if (!isFound(LEASH_CLANG_APPLY_REPLACEMENTS))
    GTEST_SKIP() << "clang-apply-replacements-19 isn't installed; it is in Debian's clang-tools-19";
  ProcessResult result = run("-quiet -fix -export-fixes=merged.yaml");
  EXPECT_EQ(result.status, 0) << result.out << result.err;
  EXPECT_THAT(read("merged.yaml"), HasSubstr("DiagnosticName: leash-lock-not-released"));
  EXPECT_THAT(read("src/buggy.cpp"), HasSubstr(Guard));
  EXPECT_EQ(read("src/clean.cpp"), Clean);
}

TEST_F(ClangTidyDiff, FindsWhatAChangedLineTakesPartIn) {
  for (int line : {5, 7}) {
    ProcessResult result = run("src/buggy.cpp", line, "-quiet");
    EXPECT_EQ(result.status, 0) << result.out << result.err;
    EXPECT_THAT(result.out, HasSubstr(path("src/buggy.cpp") + ":5:3: " + Message)) << line;
    EXPECT_EQ(result.err, "");
  }
}

TEST_F(ClangTidyDiff, IsSilentAboutOtherLines) {
  EXPECT_THAT(run("src/buggy.cpp", 2, "-quiet").out, Not(HasSubstr("warning")));
}

TEST_F(ClangTidyDiff, LooksAtAHeaderThatHasChanged) {
  write("src/buggy.h", Buggy);
  ProcessResult result = run("src/buggy.h", 5, "-quiet");
  EXPECT_EQ(result.status, 0) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr(path("src/buggy.h") + ":5:3: " + Message));
}

TEST_F(ClangTidyDiff, ExportsAndAppliesFixes) {
  ProcessResult result = run("src/buggy.cpp", 5, "-quiet -export-fixes merged.yaml");
  EXPECT_EQ(result.status, 0) << result.out << result.err;
  EXPECT_THAT(read("merged.yaml"), HasSubstr("DiagnosticName: leash-lock-not-released"));
  EXPECT_EQ(run("src/buggy.cpp", 5, "-quiet -fix").status, 0);
  EXPECT_THAT(read("src/buggy.cpp"), HasSubstr(Guard));
}

TEST_F(CMake, ShowsWarningsAndGoesOn) {
  ProcessResult result = build(Buggy, "");
  EXPECT_EQ(result.status, 0) << result.out << result.err;
  EXPECT_THAT(result.out + result.err, HasSubstr(path("library.cpp") + ":5:3: " + Message));
}

TEST_F(CMake, IsSilentAboutCleanCode) {
  ProcessResult result = build(Clean, "");
  EXPECT_EQ(result.status, 0) << result.out << result.err;
  EXPECT_THAT(result.out + result.err, Not(HasSubstr("leash")));
}

TEST_F(CMake, StopsTheBuildWhereAWarningIsAnError) {
  ProcessResult result = build(Buggy, ";--warnings-as-errors=*");
  EXPECT_NE(result.status, 0) << result.out << result.err;
  EXPECT_THAT(result.out + result.err, HasSubstr(path("library.cpp") + ":5:3: error: 'access'"));
  EXPECT_THAT(result.out + result.err, HasSubstr("[leash-lock-not-released,-warnings-as-errors]"));
}

TEST_F(CMake, StopsTheBuildWhereNothingCanBeSaidOfTheCode) {
  EXPECT_NE(build("#include \"missing.h\"\n", "").status, 0);
}

} // namespace leash
