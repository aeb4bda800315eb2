// plugin-test: how the plugin behaves in its host, and what it does in a host that isn't its own.

#include "checks/check.h"
#include "test/plugin/hosts.h"
#include "test/support/text-file.h"

#include "llvm/Support/Program.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace leash {

namespace {

/// A directory with one program in it, and clang-tidy over it.
class Plugin : public testing::Test {
protected:
  Plugin()
      : directory_(
            freshDirectory(std::string("plugin/") + testing::UnitTest::GetInstance()->current_test_info()->name())) {}

  std::string path(const std::string &name) const { return directory_ + "/" + name; }
  void write(const std::string &name, std::string_view text) const { writeTextFile(path(name), text); }

  /// Runs over `file` with the options, compiled as C++20.
  ProcessResult run(const std::string &file, std::vector<std::string> options = {}) const {
    options.insert(options.end(), {path(file), "--", "-std=c++20", "-pthread"});
    return clangTidy(directory_ + "/output", std::move(options));
  }

private:
  std::string directory_;
};

constexpr std::string_view LeavesLocked = R"cpp(
#include <mutex>
std::mutex access;
int total;
bool add(int amount) {
  access.lock();
  if (amount < 0)
    return false;
  total += amount;
  access.unlock();
  return true;
}
)cpp";

/// Speaks of a library that only a vocabulary knows.
constexpr std::string_view LeavesHouseLockLocked = R"cpp(
namespace house {
class Door {
public:
  void shut();
  void open();
};
} // namespace house
house::Door door;
int visitors;
bool enter(bool invited) {
  door.shut();
  if (!invited)
    return false;
  ++visitors;
  door.open();
  return true;
}
)cpp";

constexpr std::string_view HouseVocabulary = R"(types:
  - {name: house::Door, role: mutex}
operations:
  - {call: house::Door::shut, verb: acquire, object: this, blocks: yes}
  - {call: house::Door::open, verb: release, object: this}
)";

} // namespace

TEST_F(Plugin, OffersEveryCheckOfTheCatalog) {
  ProcessResult result = clangTidy(path("output"), {"-list-checks"});
  EXPECT_EQ(result.status, 0) << result.err;
  for (const CheckInfo *check : catalog())
    EXPECT_NE(result.out.find("leash-" + std::string(check->name) + "\n"), std::string::npos) << result.out;
}

TEST_F(Plugin, TellsTheStoryInNotes) {
  write("add.cpp", LeavesLocked);
  std::string out = run("add.cpp").out;
  size_t finding = out.find("add.cpp:6:3: warning: 'access' is locked here");
  size_t taken = out.find("add.cpp:6:3: note: locks 'access'");
  size_t left = out.find("add.cpp:8:5: note: returns here with 'access' still locked");
  EXPECT_NE(finding, std::string::npos) << out;
  EXPECT_NE(left, std::string::npos) << out;
  EXPECT_TRUE(finding < taken && taken < left) << out;
}

TEST_F(Plugin, HeedsNoLint) {
  std::string code(LeavesLocked);
  code.replace(code.find("access.lock();"), 14, "access.lock(); // NOLINT(leash-lock-not-released)");
  write("add.cpp", code);
  EXPECT_EQ(run("add.cpp").out, "");
}

TEST_F(Plugin, HeedsAllowancesWhereTheProgramDoesAndTellsOfThoseThatCannotBeRead) {
  std::string code(LeavesLocked), twice(LeavesLocked);
  code.replace(code.find("return false;"), 13,
               "return false; // leash-allow(lock-not-released): at a step until 9999-01-01");
  twice.erase(0, twice.find("bool add"));
  twice.replace(twice.find("add"), 3, "expired");
  code += "// leash-allow(leash-lock-not-released): over until 2000-01-01\n" + twice;
  twice.replace(twice.find("expired"), 7, "whole");
  code += "// leash-allow(lock-not-released): all of it\n" + twice;
  write("add.cpp", code);
  std::vector<std::string> arguments = {path("add.cpp"), "--", "-std=c++20"};
  ProcessResult program = leashCheck(path("program"), arguments);
  ProcessResult plugin = clangTidy(path("plugin"), arguments);
  EXPECT_EQ(findingsIn(plugin.out).size(), 1u) << plugin.out;
  EXPECT_EQ(findingsIn(plugin.out), findingsIn(program.out));

  write("wrong.cpp", "int x; // leash-allow(lock-order) without a colon\n");
  ProcessResult wrong = run("wrong.cpp");
  EXPECT_NE(wrong.status, 0);
  EXPECT_NE(wrong.out.find("wrong.cpp:1:11: error: leash-allow needs ':' and a reason"), std::string::npos)
      << wrong.out;
}

TEST_F(Plugin, ReportsInHeadersWhatTheHeaderFilterLetsThrough) {
  write("add.h", "#pragma once\n" + std::string(LeavesLocked));
  write("main.cpp", "#include \"add.h\"\n");
  EXPECT_EQ(run("main.cpp", {"-header-filter=other"}).out, "");
  std::string out = run("main.cpp", {"-header-filter=add"}).out;
  EXPECT_NE(out.find("add.h:7:3: warning: 'access'"), std::string::npos) << out;
}

TEST_F(Plugin, QuotesCodeThatLooksLikeAFormat) {
  write("stripes.cpp", "#include <mutex>\nstd::mutex stripes[4];\nvoid take(int i, bool stop) {\n"
                       "  stripes[i %2].lock();\n  if (stop)\n    return;\n  stripes[i %2].unlock();\n}\n");
  std::string out = run("stripes.cpp").out;
  EXPECT_NE(out.find("stripes.cpp:4:3: warning: 'stripes[i %2]'"), std::string::npos) << out;
}

TEST_F(Plugin, AppliesTheFixOfAFinding) {
  std::string before = "#include <thread>\n#include <vector>\nvoid print(int);\nvoid printAll(int count) {\n"
                       "  std::vector<std::thread> threads;\n  for (int i = 0; i < count; ++i)\n"
                       "    threads.emplace_back([&i] { print(i); });\n"
                       "  for (std::thread &thread : threads)\n    thread.join();\n}\n";
  write("print.cpp", before);
  ProcessResult result = run("print.cpp", {"-fix"});
  std::string after = before;
  after.replace(after.find("[&i]"), 4, "[i]");
  EXPECT_EQ(readTextFile(path("print.cpp")), after) << result.out << result.err;
}

TEST_F(Plugin, SaysNothingAboutAProgramThatDoesNotCompile) {
  write("add.cpp", std::string(LeavesLocked) + "int broken() { return nowhere; }\n");
  ProcessResult result = run("add.cpp");
  EXPECT_NE(result.status, 0);
  EXPECT_NE(result.out.find("use of undeclared identifier 'nowhere'"), std::string::npos) << result.out;
  EXPECT_EQ(findingsIn(result.out), std::set<std::string>());
}

TEST_F(Plugin, SpeaksAboutAProgramWhoseWarningsAreErrors) {
  write("add.cpp", std::string(LeavesLocked) + "int forgotten() { int unused; return 0; }\n");
  ProcessResult result = clangTidy(
      path("output"), {"-checks=clang-diagnostic-*,leash-*", path("add.cpp"), "--", "-std=c++20", "-Wall", "-Werror"});
  EXPECT_EQ(findingsIn(result.out).size(), 1u) << result.out << result.err;
}

TEST_F(Plugin, ReadsEachUnitAnewInOneRun) {
  write("first.cpp", LeavesLocked);
  write("second.cpp", "#include <mutex>\nint harmless;\n");
  write("third.cpp", LeavesLocked);
  ProcessResult result = run("first.cpp", {path("second.cpp"), path("third.cpp")});
  EXPECT_EQ(findingsIn(result.out).size(), 2u) << result.out << result.err;
}

TEST_F(Plugin, ReadsTheNearestVocabularyAboveTheFile) {
  write("source/deep/enter.cpp", LeavesHouseLockLocked);
  EXPECT_EQ(findingsIn(run("source/deep/enter.cpp").out).size(), 0u);
  write("source/leash-vocabulary.yaml", HouseVocabulary);
  std::string out = run("source/deep/enter.cpp").out;
  EXPECT_NE(out.find("enter.cpp:12:3: warning: 'door'"), std::string::npos) << out;
}

TEST_F(Plugin, ReadsTheVocabularyThatAnOptionNames) {
  write("source/enter.cpp", LeavesHouseLockLocked);
  write("house.yaml", HouseVocabulary);
  for (std::string name : {std::string("house.yaml"), path("house.yaml")}) {
    std::string out = run("source/enter.cpp", {"-config={CheckOptions: {leash-vocabulary: '" + name + "'}}"}).out;
    EXPECT_NE(out.find("enter.cpp:12:3: warning: 'door'"), std::string::npos) << name << "\n" << out;
  }
}

TEST_F(Plugin, ReadsTheVocabularyOfOneCheckForThatCheckAlone) {
  write("enter.cpp", std::string(LeavesHouseLockLocked) + std::string(LeavesLocked));
  write("house.yaml", HouseVocabulary);
  for (std::string check : {"lock-not-released", "stuck-receive"}) {
    std::string out =
        run("enter.cpp", {"-config={CheckOptions: {leash-" + check + ".leash-vocabulary: house.yaml}}"}).out;
    EXPECT_EQ(findingsIn(out).size(), check == "lock-not-released" ? 2u : 1u) << check << "\n" << out;
  }
}

TEST_F(Plugin, FailsOnceWithThePlaceOfAnErrorInTheVocabulary) {
  write("enter.cpp", LeavesHouseLockLocked);
  write("leash-vocabulary.yaml", "operations:\n  - {call: house::Door::shut, verb: aquire, object: this}\n");
  ProcessResult result = run("enter.cpp");
  EXPECT_NE(result.status, 0);
  std::string all = result.out + result.err;
  size_t message = all.find("leash-vocabulary.yaml:2:37: error: unknown verb 'aquire'");
  ASSERT_NE(message, std::string::npos) << all;
  EXPECT_EQ(all.find("unknown verb", message + 60), std::string::npos) << all;
}

TEST_F(Plugin, FailsIfTheVocabularyThatAnOptionNamesIsMissing) {
  write("enter.cpp", LeavesHouseLockLocked);
  ProcessResult result = run("enter.cpp", {"-config={CheckOptions: {leash-vocabulary: nowhere.yaml}}"});
  EXPECT_NE(result.status, 0);
  EXPECT_NE((result.out + result.err).find("nowhere.yaml: no such file"), std::string::npos)
      << result.out << result.err;
}

TEST_F(Plugin, RefusesAClangTidyOfAnotherVersion) {
  write("add.cpp", LeavesLocked);
  unsigned tried = 0;
  for (int version = 11; version < 40; ++version) {
    auto other = llvm::sys::findProgramByName("clang-tidy-" + std::to_string(version));
    if (!other || std::filesystem::equivalent(*other, LEASH_CLANG_TIDY))
      continue;
    ++tried;
    ProcessResult result = runProcess({*other, "-load", LEASH_BINARY_DIR "/lib/libleash-tidy.so",
                                       "-checks=-*,leash-*,bugprone-*", path("add.cpp"), "--", "-std=c++20"},
                                      path("output"));
    EXPECT_EQ(result.status, 2) << *other << "\n" << result.out << result.err;
    EXPECT_NE(result.err.find("leash: error: libleash-tidy.so is built for clang-tidy"), std::string::npos)
        << result.err;
    EXPECT_NE(result.err.find("can't work in"), std::string::npos) << result.err;
  }
  if (tried == 0)
    GTEST_SKIP() << "there is no other clang-tidy on this machine";
}

} // namespace leash
