// fixes-test: the fixes that are offered for the cases do the same whoever applies them: clang-tidy with the plugin,
// the program, or clang-apply-replacements with what either of them exports.
//
// That every fix compiles and removes its bug is tested where the cases are (complaintsAboutFixes()). Here are those of
// each check's first three bugs, or with LEASH_ALL_CASES=1 of all.

#include "test/plugin/hosts.h"
#include "test/support/case-files.h"
#include "test/support/test-name.h"
#include "test/support/text-file.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Regex.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace leash {

namespace {

/// The lines that name a place and say something of it, in order.
std::vector<std::string> told(const std::string &output) {
  llvm::Regex line("^[^ ].*:[0-9]+:[0-9]+: (warning|error|note): ");
  llvm::SmallVector<llvm::StringRef> lines;
  llvm::StringRef(output).split(lines, '\n');
  std::vector<std::string> result;
  for (llvm::StringRef text : lines)
    if (line.match(text))
      result.push_back(text.str());
  return result;
}

/// The bugs of one check, copied to where they may be changed.
class FixesOfCheck : public testing::TestWithParam<std::string> {
protected:
  FixesOfCheck()
      : directory_(freshDirectory(
            "fixes/" + GetParam() + "/" +
            llvm::StringRef(testing::UnitTest::GetInstance()->current_test_info()->name()).split('/').first.str())) {
    std::vector<Command> commands;
    for (const CaseFile &file : someBugs(GetParam(), 3)) {
      MarkedSource program = load(file);
      std::string copy = directory_ + "/" + std::filesystem::path(file.path).filename().string();
      writeTextFile(copy, program.code);
      codes_[copy] = program.code;
      commands.push_back({copy, program.arguments});
      commands.back().arguments.push_back("-w");
    }
    writeDatabase(directory_, commands);
  }

  /// Arguments for either host.
  std::vector<std::string> over(const std::map<std::string, std::string> &files,
                                std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"-checks=-*,leash-" + GetParam(), "-p", directory_});
    for (const auto &[file, code] : files)
      arguments.push_back(file);
    return arguments;
  }

  ProcessResult fix(const std::map<std::string, std::string> &files) const {
    return clangTidy(directory_ + "/output", over(files, {"-fix"}));
  }

  /// The files that have another text than they had, with what it is now.
  std::map<std::string, std::string> changedFiles() const {
    std::map<std::string, std::string> changed;
    for (const auto &[file, code] : codes_)
      if (std::string now = readTextFile(file); now != code)
        changed[file] = now;
    return changed;
  }

  static std::set<std::string> findingsOf(const std::string &file, const ProcessResult &result) {
    std::set<std::string> all = findingsIn(result.out), own;
    for (const std::string &finding : all)
      if (finding.starts_with(file + ":"))
        own.insert(finding);
    return own;
  }

  std::string directory_;
  std::map<std::string, std::string> codes_; ///< by file: as it was
};

/// What the program does is tested with every check; that clang-tidy does the same with the plugin, with some whose
/// fixes differ in kind. What both find is compared for all (parity-test).
class FixesByTheProgram : public FixesOfCheck {};
class FixesByBothHosts : public FixesOfCheck {};

TEST_P(FixesByBothHosts, RemoveTheBugAndCompile) {
  ProcessResult first = fix(codes_);
  ASSERT_EQ(first.status, 0) << first.out << first.err;
  std::map<std::string, std::string> fixed = changedFiles();
  if (fixed.empty())
    return; // nothing was offered
  ProcessResult second = fix(fixed);
  ASSERT_EQ(second.status, 0) << second.out << second.err;
  for (const auto &[file, code] : fixed) {
    EXPECT_EQ(readTextFile(file), code) << "fixed twice";
    EXPECT_LT(findingsOf(file, second).size(), findingsOf(file, first).size()) << code;
  }
}

TEST_P(FixesByBothHosts, AreExportedAndToldAlike) {
  std::string ours = directory_ + "/ours.yaml", theirs = directory_ + "/theirs.yaml";
  ProcessResult program = leashDropIn(directory_ + "/program", over(codes_, {"-export-fixes", ours}));
  ProcessResult plugin = clangTidy(directory_ + "/plugin", over(codes_, {"-export-fixes=" + theirs}));
  ASSERT_EQ(program.status, 0) << program.out << program.err;
  ASSERT_EQ(plugin.status, 0) << plugin.out << plugin.err;
  EXPECT_EQ(readTextFile(ours), readTextFile(theirs));
  EXPECT_EQ(told(program.out), told(plugin.out));
}

TEST_P(FixesByTheProgram, RemoveTheBugAndCompileAndAreAppliedAlikeByClangApplyReplacements) {
  std::string exports = directory_ + "/exports";
  std::filesystem::create_directories(exports);
  ProcessResult first =
      leashDropIn(directory_ + "/output", over(codes_, {"-fix", "-export-fixes=" + exports + "/a.yaml"}));
  ASSERT_EQ(first.status, 0) << first.out << first.err;
  std::map<std::string, std::string> fixed = changedFiles();
  if (fixed.empty())
    return; // nothing was offered

  ProcessResult second = leashDropIn(directory_ + "/output", over(fixed, {"-fix"}));
  EXPECT_EQ(second.status, 0) << "doesn't compile any more: " << second.out << second.err;
  EXPECT_EQ(changedFiles(), fixed) << "fixed twice";
  for (const auto &[file, code] : fixed)
    EXPECT_LT(findingsOf(file, second).size(), findingsOf(file, first).size()) << code;

  if (std::string(LEASH_CLANG_APPLY_REPLACEMENTS).ends_with("NOTFOUND"))
    GTEST_SKIP() << "clang-apply-replacements-19 isn't installed; it is in Debian's clang-tools-19";
  for (const auto &[file, code] : codes_)
    writeTextFile(file, code);
  ProcessResult applied = runProcess({LEASH_CLANG_APPLY_REPLACEMENTS, exports}, directory_ + "/applied");
  EXPECT_EQ(applied.status, 0) << applied.out << applied.err;
  EXPECT_EQ(changedFiles(), fixed);
}

std::string nameOf(const testing::TestParamInfo<std::string> &info) { return testName(info.param); }

INSTANTIATE_TEST_SUITE_P(Fixes, FixesByTheProgram, testing::ValuesIn(checkNames()), nameOf);
INSTANTIATE_TEST_SUITE_P(Fixes, FixesByBothHosts,
                         testing::Values("lock-not-released", "loop-capture", "temporary-guard"), nameOf);

} // namespace

} // namespace leash
