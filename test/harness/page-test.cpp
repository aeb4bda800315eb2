// page-test: the programs in a page are found, whole and at their lines.

#include "test/support/page.h"

#include <gtest/gtest.h>

namespace leash {

TEST(Page, GivesItsProgramsTheLinesOfThePage) {
  Page page = readPage("lock-order", "/docs/lock-order.md",
                       "# lock-order\n"
                       "```cpp\n"
                       "int a; // finding: 'a'\n"
                       "```\n"
                       "```sh\n"
                       "make // finding\n"
                       "```\n"
                       "- In a list:\n"
                       "  ```c\n"
                       "  int b;\n"
                       "    int c; // missed: too deep\n"
                       "  ```\n");
  EXPECT_TRUE(page.complaints.empty());
  ASSERT_EQ(page.blocks.size(), 2u);
  EXPECT_EQ(page.blocks[0].file, "/docs/lock-order.line-2.cpp");
  EXPECT_EQ(page.blocks[0].code, "\n\nint a; // finding: 'a'\n");
  ASSERT_EQ(page.blocks[0].markers.size(), 1u);
  EXPECT_EQ(page.blocks[0].markers[0].line, 3u);
  EXPECT_EQ(page.blocks[1].file, "/docs/lock-order.line-9.c");
  EXPECT_TRUE(page.blocks[1].code.ends_with("\nint b;\n  int c; // missed: too deep\n"));
  EXPECT_TRUE(page.blocks[1].marks(Mark::Missed));
}

TEST(Page, ComplainsAboutABlockThatIsNeverClosed) {
  Page page = readPage("lock-order", "/docs/lock-order.md", "# lock-order\n```cpp\nint a;\n");
  EXPECT_TRUE(page.blocks.empty());
  EXPECT_EQ(page.complaints, std::vector<std::string>{"/docs/lock-order.md:2: this block is never closed"});
}

} // namespace leash
