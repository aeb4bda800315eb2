// line-filter-test: which lines a --line-filter names, and what it must not be.

#include "driver/filter/lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using testing::HasSubstr;

static LineFilter filter(llvm::StringRef text) {
  llvm::Expected<LineFilter> parsed = LineFilter::parse(text);
  if (parsed)
    return *parsed;
  ADD_FAILURE() << llvm::toString(parsed.takeError());
  return {};
}

static std::string errorOf(llvm::StringRef text) {
  llvm::Expected<LineFilter> parsed = LineFilter::parse(text);
  EXPECT_FALSE(static_cast<bool>(parsed)) << text.str();
  return parsed ? "" : llvm::toString(parsed.takeError());
}

TEST(LineFilter, WantsAllIfItNamesNothing) {
  EXPECT_TRUE(LineFilter().wants("/src/a.cpp", 7));
  EXPECT_TRUE(filter("[]").wants("/src/a.cpp", 7));
}

TEST(LineFilter, WantsTheFirstAndTheLastLineOfEachRange) {
  LineFilter lines = filter(R"([{"name":"src/a.cpp","lines":[[1,3],[7,7]]}])");
  for (unsigned line : {1, 2, 3, 7})
    EXPECT_TRUE(lines.wants("/project/src/a.cpp", line)) << line;
  for (unsigned line : {4, 6, 8})
    EXPECT_FALSE(lines.wants("/project/src/a.cpp", line)) << line;
}

TEST(LineFilter, WantsAllLinesOfAFileWithoutRangesAndNoneOfOthers) {
  LineFilter lines = filter(R"([{"name":"a.h"},{"name":"b.h","lines":[]}])");
  EXPECT_TRUE(lines.wants("/project/a.h", 9));
  EXPECT_TRUE(lines.wants("/project/b.h", 9));
  EXPECT_FALSE(lines.wants("/project/c.h", 9));
}

TEST(LineFilter, LetsTheFirstNameDecide) {
  LineFilter lines = filter(R"([{"name":"a.h","lines":[[1,1]]},{"name":".h"}])");
  EXPECT_FALSE(lines.wants("/project/a.h", 2));
  EXPECT_TRUE(lines.wants("/project/b.h", 2));
}

TEST(LineFilter, SaysWhatIsWrongAndHowItIsWritten) {
  EXPECT_THAT(errorOf("["), HasSubstr("--line-filter: "));
  EXPECT_THAT(errorOf("{}"), HasSubstr("not a list of files; write for example [{"));
  EXPECT_THAT(errorOf("[{}]"), HasSubstr("missing value at list[0].name"));
  EXPECT_THAT(errorOf(R"([{"name":"a","lines":7}])"), HasSubstr("expected a list of ranges at list[0].lines"));
  EXPECT_THAT(errorOf(R"([{"name":"a","lines":[[1]]}])"), HasSubstr("first and the last line"));
  EXPECT_THAT(errorOf(R"([{"name":"a","lines":[[1,-2]]}])"),
              HasSubstr("expected the number of a line at list[0].lines[0][1]"));
}

} // namespace leash
