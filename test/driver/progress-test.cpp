// progress-test: what is said while one waits.

#include "driver/progress.h"

#include "llvm/Support/raw_ostream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using testing::HasSubstr;

static std::string progressOf(unsigned total, ProgressStyle style) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  {
    Progress progress(total, style, stream);
    for (unsigned unit = 0; unit < total; ++unit)
      progress.unitDone();
  }
  return text;
}

TEST(Progress, InALogIsALinePerTenth) {
  std::string text = progressOf(200, ProgressStyle::Log);
  EXPECT_EQ(llvm::StringRef(text).count('\n'), 10u);
  EXPECT_THAT(text, HasSubstr("leash: 10%, 20 of 200 units"));
  EXPECT_THAT(text, HasSubstr("leash: 100%, 200 of 200 units"));
}

TEST(Progress, OnATerminalIsOneLineThatVanishes) {
  std::string text = progressOf(3, ProgressStyle::Line);
  EXPECT_THAT(text, HasSubstr("leash: 1 of 3 units"));
  EXPECT_EQ(llvm::StringRef(text).count('\n'), 0u);
  EXPECT_TRUE(llvm::StringRef(text).ends_with("\r\x1b[K"));
}

TEST(Progress, IsNoneWhenQuietOrSoonDone) {
  std::string text;
  llvm::raw_string_ostream log(text);
  EXPECT_EQ(progressStyleFor(1000, /*quiet=*/true, log), ProgressStyle::None);
  EXPECT_EQ(progressStyleFor(5, /*quiet=*/false, log), ProgressStyle::None);
  EXPECT_EQ(progressStyleFor(1000, /*quiet=*/false, log), ProgressStyle::Log);
  EXPECT_EQ(progressOf(100, ProgressStyle::None), "");
}

} // namespace leash
