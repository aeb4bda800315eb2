// shard-test: every unit is in one shard, and the same everywhere.

#include "driver/leash.h"
#include "driver/shard.h"
#include "test/driver/workspace.h"

#include "llvm/ADT/STLExtras.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using testing::HasSubstr;

static std::vector<std::string> someNames() {
  std::vector<std::string> names;
  for (int number = 0; number < 300; ++number)
    names.push_back("src/unit-" + std::to_string(number) + ".cpp");
  return names;
}

TEST(Shard, TogetherHaveEveryUnitOnce) {
  for (unsigned count : {1u, 2u, 3u, 7u}) {
    std::vector<unsigned> sizes(count);
    for (const std::string &name : someNames()) {
      unsigned owners = 0;
      for (unsigned number = 1; number <= count; ++number)
        if (Shard{number, count}.has(name)) {
          ++owners;
          ++sizes[number - 1];
        }
      EXPECT_EQ(owners, 1u) << name;
    }
    for (unsigned size : sizes)
      EXPECT_GT(size, 300 / count / 2) << "about equal parts of " << count;
  }
}

TEST(Shard, OfAUnitIsTheSameInEveryVersionAndOnEveryMachine) {
  EXPECT_TRUE((Shard{2, 5}.has("src/a.cpp")));
  EXPECT_TRUE((Shard{3, 5}.has("../lib/b.cpp")));
}

TEST(Shard, IsWrittenAsOneOfHowMany) {
  llvm::Expected<Shard> shard = parseShard("2/3");
  ASSERT_TRUE(static_cast<bool>(shard));
  EXPECT_EQ(shard->number, 2u);
  EXPECT_EQ(shard->count, 3u);
  for (const char *wrong :
       {"", "1", "/", "1/", "/3", "0/3", "4/3", "1/0", "-1/3", "1/3/4", "a/b", "1 /3", "1/99999999999"}) {
    test::Answer run = test::leash({"check", std::string("--shard=") + wrong});
    EXPECT_EQ(run.code, Misused) << wrong;
    EXPECT_THAT(run.err, HasSubstr("--shard")) << wrong;
  }
}

TEST(Shard, LeavesToTheMergeWhatOnlyTheWholeCanSay) {
  for (const char *other : {"--baseline=b.txt", "--base-report=b.sarif"})
    EXPECT_THAT(test::leash({"check", "--shard=1/2", other}).err, HasSubstr("'leash merge', which compares the whole"));
  for (const char *other : {"--base=main", "--fix"})
    EXPECT_THAT(test::leash({"check", "--shard=1/2", other}).err, HasSubstr("exclude each other"));
  EXPECT_THAT(test::leash({"baseline", "create", "--shard=1/2"}).err, HasSubstr("leave out --shard"));
}

TEST(Shard, CallsAUnitByItsPathFromTheDirectory) {
  test::Workspace space;
  space.write("top/src/a.cpp", "");
  space.write("build/gen.cpp", "");
  CompileUnit own{space.path("top/src/a.cpp"), space.path("build"), {}};
  CompileUnit made{space.path("build/gen.cpp"), space.path("build"), {}};
  EXPECT_EQ(unitName(own, space.path("top")), "src/a.cpp");
  EXPECT_EQ(unitName(made, space.path("top")), "../build/gen.cpp");
}

TEST(Shard, DigestTellsSetsOfUnitsApartWhateverTheirOrder) {
  std::vector<std::string> names = someNames(), turned = names;
  std::reverse(turned.begin(), turned.end());
  EXPECT_EQ(digestOf(names), digestOf(turned));
  turned.pop_back();
  EXPECT_NE(digestOf(names), digestOf(turned));
  EXPECT_NE(digestOf({"a", "bc"}), digestOf({"ab", "c"}));
}

} // namespace leash
