// pages-test: what a check's page says about a program is what Leash says.

#include "checks/check.h"
#include "test/support/expectation.h"
#include "test/support/page.h"
#include "test/support/test-name.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"

#include <gtest/gtest.h>

namespace leash {

namespace {

class BlockTest : public testing::Test {
public:
  explicit BlockTest(MarkedSource block) : block_(std::move(block)) {}

  void TestBody() override {
    for (const std::string &complaint : disagreements(block_))
      ADD_FAILURE() << block_.file << "\n" << complaint;
  }

private:
  MarkedSource block_;
};

/// "Pages/lock_not_released.line_31"
void registerBlocks() {
  for (const Page &page : readPages())
    for (const MarkedSource &block : page.blocks)
      testing::RegisterTest(testName("Pages/" + page.check).c_str(),
                            testName(block.name.substr(page.check.size() + 1)).c_str(), nullptr, nullptr, __FILE__,
                            __LINE__, [block]() -> testing::Test * { return new BlockTest(block); });
}

} // namespace

TEST(Pages, ShowAtLeastOneBugAndOneProgramThatIsLeftAlone) {
  std::vector<Page> pages = readPages();
  EXPECT_EQ(pages.size(), catalog().size());
  for (const Page &page : pages) {
    for (const std::string &complaint : page.complaints)
      ADD_FAILURE() << complaint;
    EXPECT_TRUE(llvm::any_of(page.blocks, [](const MarkedSource &block) { return block.marks(Mark::Finding); }))
        << page.path << " shows no bug that is found";
    EXPECT_TRUE(llvm::any_of(page.blocks, [](const MarkedSource &block) { return block.markers.empty(); }))
        << page.path << " shows no program that is left alone";
  }
}

} // namespace leash

int main(int argc, char **argv) {
  testing::InitGoogleTest(&argc, argv);
  llvm::CrashRecoveryContext::Enable();
  leash::registerBlocks();
  int status = RUN_ALL_TESTS();
  // A filter that fits nothing has been given for a program that is gone.
  return testing::UnitTest::GetInstance()->test_to_run_count() == 0 ? 1 : status;
}
