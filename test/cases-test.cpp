// cases-test: every program in test/cases/ gets the findings that it is marked with, and no others; one that uses the
// runtime, whether the runtime's headers are the user's or the system's.

#include "test/support/case-files.h"
#include "test/support/expectation.h"
#include "test/support/test-name.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/CrashRecoveryContext.h"

#include <gtest/gtest.h>

namespace leash {

namespace {

/// A program as a test of its own.
class CaseTest : public testing::Test {
public:
  explicit CaseTest(CaseFile file) : file_(std::move(file)) {}

  void TestBody() override {
    for (const std::string &complaint : complaintsAbout(file_))
      ADD_FAILURE() << file_.path << "\n" << complaint;
  }

private:
  CaseFile file_;
};

/// The same with the runtime as it is found once it is installed: what stands in system headers isn't read, so that the
/// vocabulary must say all there is to say.
class InstalledCaseTest : public testing::Test {
public:
  explicit InstalledCaseTest(MarkedSource source) : source_(std::move(source)) {
    for (std::string &argument : source_.arguments)
      if (llvm::StringRef(argument).starts_with("-I"))
        argument.replace(0, 2, "-isystem");
  }

  void TestBody() override {
    for (const std::string &complaint : disagreements(source_))
      ADD_FAILURE() << source_.file << "\n" << complaint;
  }

private:
  MarkedSource source_;
};

/// "Cases/lock_not_released.thumbnail_cache_trim.bug"
void registerCases() {
  for (const CaseFile &file : findCases().files) {
    testing::RegisterTest(testName("Cases/" + file.check).c_str(), testName(file.label()).c_str(), nullptr, nullptr,
                          __FILE__, __LINE__, [file]() -> testing::Test * { return new CaseTest(file); });
    MarkedSource source = load(file);
    if (llvm::StringRef(source.code).contains("#include <leash/"))
      testing::RegisterTest(testName("InstalledCases/" + file.check).c_str(), testName(file.label()).c_str(), nullptr,
                            nullptr, __FILE__, __LINE__,
                            [source]() -> testing::Test * { return new InstalledCaseTest(source); });
  }
}

} // namespace

TEST(Cases, AreWholePairsForEveryCheckOfTheCatalog) {
  CaseFiles cases = findCases();
  EXPECT_FALSE(cases.files.empty());
  for (const std::string &complaint : cases.complaints)
    ADD_FAILURE() << complaint;
}

} // namespace leash

int main(int argc, char **argv) {
  testing::InitGoogleTest(&argc, argv);
  llvm::CrashRecoveryContext::Enable();
  leash::registerCases();
  int status = RUN_ALL_TESTS();
  // A filter that fits nothing has been given for a program that is gone.
  return testing::UnitTest::GetInstance()->test_to_run_count() == 0 ? 1 : status;
}
