// parity-test: clang-tidy with the plugin and the program `leash` find the same.
//
// Every program in a check's page goes through both (pages show what is left alone, too), and the first bug of its
// cases, or with LEASH_ALL_CASES=1 every one. What they find must be right elsewhere (cases-test, pages-test); here it
// must be equal.

#include "test/plugin/hosts.h"
#include "test/support/case-files.h"
#include "test/support/page.h"
#include "test/support/test-name.h"
#include "test/support/text-file.h"

#include "llvm/ADT/STLExtras.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

namespace leash {

namespace {

std::set<std::string> difference(const std::set<std::string> &a, const std::set<std::string> &b) {
  std::set<std::string> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(rest, rest.end()));
  return rest;
}

/// Returns what both hosts find in the programs, whose files must exist.
std::set<std::string> expectTheSame(const std::string &directory, llvm::ArrayRef<MarkedSource> programs) {
  std::vector<Command> commands;
  std::vector<std::string> arguments = {"-p", directory};
  for (const MarkedSource &program : programs) {
    commands.push_back({program.file, program.arguments});
    commands.back().arguments.push_back("-w"); // the compiler's warnings are none of ours
    arguments.push_back(program.file);
  }
  writeDatabase(directory, commands);

  ProcessResult plugin = clangTidy(directory + "/plugin", arguments);
  EXPECT_EQ(plugin.status, 0) << plugin.out << plugin.err;
  ProcessResult program = leashCheck(directory + "/program", arguments);
  EXPECT_LE(program.status, 1) << program.out << program.err;
  EXPECT_GE(program.status, 0) << program.out << program.err;

  std::set<std::string> fromPlugin = findingsIn(plugin.out), fromProgram = findingsIn(program.out);
  for (const std::string &finding : difference(fromPlugin, fromProgram))
    ADD_FAILURE() << "found by the plugin alone:\n" << finding;
  for (const std::string &finding : difference(fromProgram, fromPlugin))
    ADD_FAILURE() << "found by the program alone:\n" << finding;
  return fromPlugin;
}

/// Where `program` has to be so that its options are for it alone.
std::string ownDirectoryOf(const MarkedSource &program, const std::string &directory) {
  if (program.options.empty())
    return directory;
  std::string own = directory + "/" + program.name + ".options";
  std::string text = "CheckOptions:\n";
  for (const auto &[name, value] : program.options)
    text += "  leash-" + program.check + "." + name + ": " + value + "\n";
  writeTextFile(own + "/.clang-tidy", text);
  return own;
}

/// By check.
class BugsInBothHosts : public testing::TestWithParam<std::string> {};
/// By check.
class PageInBothHosts : public testing::TestWithParam<std::string> {};

} // namespace

TEST_P(BugsInBothHosts, GetTheSameFindings) {
  std::vector<MarkedSource> programs;
  for (const CaseFile &file : someBugs(GetParam(), 1))
    programs.push_back(load(file));
  ASSERT_FALSE(programs.empty());
  EXPECT_FALSE(expectTheSame(freshDirectory("parity/" + GetParam() + "-bugs"), programs).empty());
}

INSTANTIATE_TEST_SUITE_P(Parity, BugsInBothHosts, testing::ValuesIn(checkNames()),
                         [](const auto &info) { return testName(info.param); });

TEST_P(PageInBothHosts, GetsTheSameFindings) {
  std::vector<Page> pages = readPages();
  auto page = llvm::find_if(pages, [&](const Page &each) { return each.check == GetParam(); });
  ASSERT_NE(page, pages.end());
  ASSERT_FALSE(page->blocks.empty());

  // A block is in no file of its own yet. Its lines stay the page's.
  std::string directory = freshDirectory("parity/" + page->check + "-page");
  for (MarkedSource &block : page->blocks) {
    block.file = ownDirectoryOf(block, directory) + "/" + block.name + (block.isC() ? ".c" : ".cpp");
    writeTextFile(block.file, block.code);
  }
  EXPECT_FALSE(expectTheSame(directory, page->blocks).empty());
}

INSTANTIATE_TEST_SUITE_P(Parity, PageInBothHosts, testing::ValuesIn(checkNames()),
                         [](const auto &info) { return testName(info.param); });

} // namespace leash
