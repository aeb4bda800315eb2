// Every format against its golden file in test/report/golden.
//
// When a format is meant to change, write the files anew, and review the difference:
//     LEASH_UPDATE_GOLDENS=1 build/dev/test/leash-tests-report --gtest_filter='Golden*'

#include "test/report/sample.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"

#include "gtest/gtest.h"

namespace leash {
namespace {

void expectGolden(const std::string &name, const std::string &actual) {
  std::string path = std::string(LEASH_SOURCE_DIR) + "/test/report/golden/" + name;
  if (llvm::sys::Process::GetEnv("LEASH_UPDATE_GOLDENS")) {
    std::error_code error;
    llvm::raw_fd_ostream(path, error) << actual;
    ASSERT_FALSE(error) << path << ": " << error.message();
    return;
  }
  auto golden = llvm::MemoryBuffer::getFile(path);
  ASSERT_TRUE(golden) << path << " is missing; see the top of golden-test.cpp";
  EXPECT_EQ((*golden)->getBuffer().str(), actual);
}

TEST(Golden, TextInAscii) {
  TestProject project;
  expectGolden("sample.txt", project.anonymous(textOf(sampleRun(project), {.color = false, .unicode = false})));
}

TEST(Golden, TextInUnicode) {
  TestProject project;
  expectGolden("sample-unicode.txt", project.anonymous(textOf(sampleRun(project), {.color = false, .unicode = true})));
}

TEST(Golden, TextInColour) {
  TestProject project;
  expectGolden("sample-color.txt", project.anonymous(textOf(sampleRun(project), {.color = true, .unicode = true})));
}

TEST(Golden, TextWithWhatIsSuppressed) {
  TestProject project;
  RunSummary run = cleanRun(project);
  run.suppressed = sampleRun(project).suppressed;
  expectGolden("suppressed.txt", project.anonymous(textOf(run, {.color = false, .unicode = true, .suppressed = true})));
}

TEST(Golden, TextOfACleanRun) {
  TestProject project;
  expectGolden("clean.txt", textOf(cleanRun(project), {.color = false, .unicode = true}));
}

TEST(Golden, TextComparedWithABase) {
  TestProject project;
  expectGolden("compared.txt", project.anonymous(textOf(comparedRun(project), {.color = false, .unicode = true})));
}

TEST(Golden, SarifComparedWithABase) {
  TestProject project;
  expectGolden("compared.sarif", project.anonymous(sarifOf(comparedRun(project))));
}

TEST(Golden, OtherFormatsComparedWithABase) {
  TestProject project;
  for (llvm::StringRef format : {"github", "json", "junit", "markdown"})
    expectGolden("compared." + format.str(), project.anonymous(reportOf(comparedRun(project), format)));
}

TEST(Golden, ExportFixesHasAllThatTheCodeHasWhateverTheBase) {
  TestProject project;
  EXPECT_EQ(exportFixesOf(comparedRun(project)), exportFixesOf(sampleRun(project)));
}

TEST(Golden, ClangTidy) {
  TestProject project;
  expectGolden("sample.clang-tidy",
               project.anonymous(clangTidyOf(sampleRun(project), {.color = false, .unicode = true})));
}

TEST(Golden, ClangTidyOfACleanRunIsEmpty) {
  TestProject project;
  EXPECT_EQ(clangTidyOf(cleanRun(project), {.color = true, .unicode = true}), "");
}

TEST(Golden, ExportFixes) {
  TestProject project;
  expectGolden("sample-fixes.yaml", project.anonymous(exportFixesOf(sampleRun(project))));
}

TEST(Golden, ExportFixesOfACleanRun) {
  TestProject project;
  expectGolden("clean-fixes.yaml", project.anonymous(exportFixesOf(cleanRun(project))));
}

TEST(Golden, Sarif) {
  TestProject project;
  expectGolden("sample.sarif", project.anonymous(sarifOf(sampleRun(project))));
}

TEST(Golden, SarifOfACleanRun) {
  TestProject project;
  expectGolden("clean.sarif", project.anonymous(sarifOf(cleanRun(project))));
}

/// Text and SARIF are above: the one has styles, the other describes a tool.
constexpr llvm::StringLiteral otherFormats[] = {"json",       "github", "gitlab",  "rdjson",
                                                "checkstyle", "junit",  "markdown"};

TEST(Golden, EveryOtherFormat) {
  TestProject project;
  for (llvm::StringRef format : otherFormats)
    expectGolden("sample." + format.str(), project.anonymous(reportOf(sampleRun(project), format)));
}

TEST(Golden, EveryOtherFormatOfACleanRun) {
  TestProject project;
  for (llvm::StringRef format : otherFormats)
    if (format != "github")
      expectGolden("clean." + format.str(), project.anonymous(reportOf(cleanRun(project), format)));
}

/// What the validators are given to see whether something has got through.
TEST(Golden, EveryFormatWithAValidatorOfAHostileRun) {
  TestProject project;
  for (llvm::StringRef format : {"json", "checkstyle", "junit", "markdown"})
    expectGolden("hostile." + format.str(), project.anonymous(reportOf(hostileRun(project), format)));
}

TEST(Golden, GithubOfACleanRunIsEmpty) {
  TestProject project;
  EXPECT_EQ(reportOf(cleanRun(project), "github"), "");
}

} // namespace
} // namespace leash
