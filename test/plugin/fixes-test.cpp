// fixes-test: the fixes that are offered for the cases compile, and remove what they say they remove.

#include "test/plugin/hosts.h"
#include "test/support/case-files.h"
#include "test/support/test-name.h"
#include "test/support/text-file.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace leash {

namespace {

/// The bugs of one check, copied to where they may be changed.
class FixesOfCheck : public testing::TestWithParam<std::string> {
protected:
  FixesOfCheck() : directory_(freshDirectory("fixes/" + GetParam())) {
    std::vector<Command> commands;
    for (const CaseFile &file : findCases().files) {
      if (file.check != GetParam() || file.kind != CaseKind::Bug)
        continue;
      MarkedSource program = load(file);
      std::string copy = directory_ + "/" + std::filesystem::path(file.path).filename().string();
      writeTextFile(copy, program.code);
      codes_[copy] = program.code;
      commands.push_back({copy, program.arguments});
      commands.back().arguments.push_back("-w");
    }
    writeDatabase(directory_, commands);
  }

  ProcessResult fix(const std::map<std::string, std::string> &files) const {
    std::vector<std::string> arguments = {"-checks=-*,leash-" + GetParam(), "-fix", "-p", directory_};
    for (const auto &[file, code] : files)
      arguments.push_back(file);
    return clangTidy(directory_ + "/output", arguments);
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

TEST_P(FixesOfCheck, RemoveTheBugAndCompile) {
  ProcessResult first = fix(codes_);
  ASSERT_EQ(first.status, 0) << first.out << first.err;
  std::map<std::string, std::string> fixed;
  for (const auto &[file, code] : codes_)
    if (std::string now = readTextFile(file); now != code)
      fixed[file] = now;
  if (fixed.empty())
    return; // nothing was offered
  ProcessResult second = fix(fixed);
  ASSERT_EQ(second.status, 0) << second.out << second.err;
  for (const auto &[file, code] : fixed) {
    EXPECT_EQ(readTextFile(file), code) << "fixed twice";
    EXPECT_LT(findingsOf(file, second).size(), findingsOf(file, first).size()) << code;
  }
}

INSTANTIATE_TEST_SUITE_P(Fixes, FixesOfCheck, testing::ValuesIn(checkNames()),
                         [](const auto &info) { return testName(info.param); });

} // namespace

} // namespace leash
