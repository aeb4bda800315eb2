// host-version-test: which hosts the plugin accepts.

#include "checks/tidy/door/host-version.h"

#include <gtest/gtest.h>

namespace leash {

TEST(HostVersion, OfOurSeriesIsAccepted) {
  EXPECT_EQ(refusal("Debian clang-tidy version 19.1.7 (3~deb12u1)"), std::nullopt);
  EXPECT_EQ(refusal("clang-tidy version 19.1.0"), std::nullopt);
  EXPECT_EQ(refusal("Vendor clang-tidy version 19.1.7+build.3"), std::nullopt);
}

TEST(HostVersion, OfAnotherSeriesIsRefusedByName) {
  for (const char *host : {"Debian clang-tidy version 14.0.6", "clang-tidy version 20.1.2",
                           "clang-tidy version 19.0.0git", "clang-tidy version 191.1.0", "clang-tidy version 1.19.1"}) {
    std::optional<std::string> reason = refusal(host);
    ASSERT_TRUE(reason) << host;
    EXPECT_NE(reason->find(host), std::string::npos) << *reason;
    EXPECT_NE(reason->find("Load it into clang-tidy-19"), std::string::npos) << *reason;
  }
}

TEST(HostVersion, ThatIsNotNamedIsRefused) {
  EXPECT_TRUE(refusal(""));
  EXPECT_TRUE(refusal("clang-tidy"));
  EXPECT_TRUE(refusal("clang-tidy version unknown"));
}

} // namespace leash
