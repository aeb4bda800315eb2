// progress-test: what is said while one waits.

#include "driver/progress.h"

#include "llvm/Support/raw_ostream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <string>

#include <fcntl.h>
#include <unistd.h>

namespace leash {

using testing::HasSubstr;

/// An environment variable that has another value while this lives; null: it isn't set.
class Variable {
public:
  Variable(const char *name, const char *value) : name_(name) {
    if (const char *before = getenv(name))
      before_ = before;
    set(value);
  }
  ~Variable() { set(before_ ? before_->c_str() : nullptr); }

private:
  void set(const char *value) { value ? setenv(name_, value, 1) : unsetenv(name_); }

  const char *name_;
  std::optional<std::string> before_;
};

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

TEST(Progress, IsALineForWhoeverWatchesATerminalAndALogInACi) {
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  ASSERT_GE(master, 0);
  ASSERT_EQ(grantpt(master), 0);
  ASSERT_EQ(unlockpt(master), 0);
  int terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
  ASSERT_GE(terminal, 0);
  {
    llvm::raw_fd_ostream stream(terminal, /*shouldClose=*/true);
    Variable ci("CI", nullptr), kind("TERM", "xterm");
    EXPECT_EQ(progressStyleFor(5, /*quiet=*/false, stream), ProgressStyle::Line);
    Variable inCi("CI", "true");
    EXPECT_EQ(progressStyleFor(1000, /*quiet=*/false, stream), ProgressStyle::Log);
    Variable notInCi("CI", ""), dumb("TERM", "dumb");
    EXPECT_EQ(progressStyleFor(1000, /*quiet=*/false, stream), ProgressStyle::Log);
  }
  close(master);
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
