// orders-test: examples/orders has the bugs that its comments say, Leash finds them, and nothing else.

#include "checks/check.h"
#include "driver/leash.h"
#include "test/support/text-file.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace leash {

namespace {

namespace fs = llvm::sys::fs;

constexpr const char *Example = LEASH_SOURCE_DIR "/examples/orders";

/// A bug as both sides write it: "journal.cpp:54: unchecked-error".
using Bugs = std::multiset<std::string>;

std::string bugAt(llvm::StringRef path, int64_t line, llvm::StringRef check) {
  return (llvm::sys::path::filename(path) + ":" + llvm::Twine(line) + ": " + check).str();
}

/// What the comments say: "// bug: check: why" on the line that must be reported.
Bugs plantedBugs() {
  Bugs bugs;
  std::error_code error;
  for (fs::directory_iterator file(Example, error), end; file != end && !error; file.increment(error)) {
    std::string text = readTextFile(file->path());
    llvm::SmallVector<llvm::StringRef> lines;
    llvm::StringRef(text).split(lines, '\n');
    for (auto [index, line] : llvm::enumerate(lines))
      if (llvm::StringRef mark = line.split("// bug: ").second; !mark.empty())
        bugs.insert(bugAt(file->path(), index + 1, mark.split(':').first));
  }
  EXPECT_FALSE(error) << Example << ": " << error.message();
  return bugs;
}

/// What a SARIF report says.
Bugs bugsIn(llvm::StringRef sarif) {
  Bugs bugs;
  llvm::Expected<llvm::json::Value> report = llvm::json::parse(sarif);
  if (!report) {
    ADD_FAILURE() << llvm::toString(report.takeError());
    return bugs;
  }
  for (const llvm::json::Value &run : *report->getAsObject()->getArray("runs"))
    for (const llvm::json::Value &result : *run.getAsObject()->getArray("results")) {
      const llvm::json::Object &where =
          *result.getAsObject()->getArray("locations")->front().getAsObject()->getObject("physicalLocation");
      llvm::StringRef check = *result.getAsObject()->getString("ruleId");
      check.consume_front("leash-");
      bugs.insert(bugAt(*where.getObject("artifactLocation")->getString("uri"),
                        *where.getObject("region")->getInteger("startLine"), check));
    }
  return bugs;
}

/// Runs a program to its end, or kills it after `seconds`; its output is for people.
int runProgram(llvm::ArrayRef<llvm::StringRef> command, unsigned seconds) {
  llvm::ErrorOr<std::string> program = llvm::sys::findProgramByName(command.front());
  if (!program)
    program = command.front().str();
  std::string error;
  int code = llvm::sys::ExecuteAndWait(*program, command, std::nullopt, {}, seconds, 0, &error);
  EXPECT_EQ(error, "");
  return code;
}

/// The example, configured as `make analyze` does it.
class Orders : public testing::Test {
protected:
  static void SetUpTestSuite() {
    llvm::SmallString<128> directory;
    ASSERT_FALSE(fs::createUniqueDirectory("leash-orders", directory));
    build_ = std::string(directory);
    ASSERT_EQ(runProgram({"cmake", "-S", Example, "-B", build_, "-G", "Ninja", "-DCMAKE_C_FLAGS=-Werror",
                          "-DCMAKE_CXX_FLAGS=-Werror"},
                         120),
              0);
  }
  static void TearDownTestSuite() { EXPECT_FALSE(fs::remove_directories(build_)); }

  static std::string path(llvm::StringRef name) { return build_ + "/" + name.str(); }

  static inline std::string build_;
};

} // namespace

TEST_F(Orders, HasAtLeastTwoBugsForEachCheckThatItIsAbout) {
  std::map<std::string, int> count;
  for (const std::string &bug : plantedBugs())
    ++count[llvm::StringRef(bug).rsplit(' ').second.str()];
  for (const char *check : {"loop-capture", "lock-not-released", "unchecked-error", "stuck-receive"})
    EXPECT_GE(count[check], 2) << check;
  for (const auto &[check, bugs] : count)
    EXPECT_TRUE(findCheck(check)) << "a mark names a check that doesn't exist: " << check;
}

TEST_F(Orders, EveryPlantedBugIsReportedAndNothingElse) {
  std::string out, err;
  llvm::raw_string_ostream outStream(out), errStream(err);
  const char *arguments[] = {"leash", "check", "-p", build_.c_str(), "--format=sarif", "--quiet"};
  int code = leashMain(std::size(arguments), arguments, outStream, errStream);
  EXPECT_EQ(code, Found) << err;
  EXPECT_EQ(bugsIn(out), plantedBugs());
}

TEST_F(Orders, IsShownInTheReadmeAsItIsReported) {
  std::string readme = readTextFile(LEASH_SOURCE_DIR "/README.md");
  llvm::StringRef screen = llvm::StringRef(readme).split("$ leash check -p build/examples/orders ").second;
  auto [files, rest] = screen.split('\n');
  llvm::SmallVector<llvm::StringRef> names;
  files.split(names, ' ');
  llvm::SmallString<128> previous;
  ASSERT_FALSE(fs::current_path(previous));
  ASSERT_FALSE(fs::set_current_path(LEASH_SOURCE_DIR)); // the screen's paths begin there
  std::string out, err;
  llvm::raw_string_ostream outStream(out), errStream(err);
  std::vector<std::string> words = {"leash", "check", "-p", build_, "--quiet"};
  words.insert(words.end(), names.begin(), names.end());
  std::vector<const char *> arguments;
  for (const std::string &word : words)
    arguments.push_back(word.c_str());
  setenv("LC_ALL", "C.UTF-8", 1);
  leashMain(arguments.size(), arguments.data(), outStream, errStream);
  ASSERT_FALSE(fs::set_current_path(previous));
  EXPECT_EQ(out, rest.split("Leash analysed").first.str()) << err; // which ends with a time
}

TEST_F(Orders, BuildsWithoutWarningsAndRunsToItsEnd) {
  ASSERT_EQ(runProgram({"cmake", "--build", build_}, 500), 0);
  std::string journal = path("journal");
  EXPECT_EQ(runProgram({path("orders"), "--orders=300", "--journal=" + journal}, 60), 0);
  // An order that is accepted is a line in the journal; some ask for what isn't sold.
  size_t lines = llvm::StringRef(readTextFile(journal)).count('\n');
  EXPECT_GT(lines, 200u);
  EXPECT_LT(lines, 300u);
}

} // namespace leash
