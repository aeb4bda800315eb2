// baseline-test: files of known findings: what is in them, what is refused, and what they do to a run.

#include "driver/baseline/baseline.h"
#include "driver/leash.h"
#include "test/driver/workspace.h"
#include "test/support/text-file.h"

#include "llvm/Support/FileSystem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace leash {

using test::Answer;
using test::buggy;
using test::BugName;
using test::clean;
using test::Workspace;
using testing::HasSubstr;
using testing::Not;

namespace {

const std::string Header = "# leash-baseline 1\n";
const std::string Print = "0123456789abcdef0123456789abcdef";

std::string errorOf(llvm::StringRef text) {
  llvm::Expected<Baseline> baseline = parseBaseline(text, "known.txt");
  return baseline ? "" : llvm::toString(baseline.takeError());
}

std::string written(const Baseline &baseline) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  writeBaseline(baseline, stream);
  return text;
}

} // namespace

TEST(Baseline, IsReadAsItWasWritten) {
  Baseline baseline = {{Print, {"lock-order", "Cache::flush"}}, {std::string(32, 'a'), {"double-lock", ""}}};
  llvm::Expected<Baseline> read = parseBaseline(written(baseline), "known.txt");
  ASSERT_TRUE(static_cast<bool>(read));
  EXPECT_EQ(written(*read), written(baseline));
  EXPECT_EQ(read->at(Print).check, "lock-order");
  EXPECT_EQ(read->at(Print).entity, "Cache::flush");
}

TEST(Baseline, IsSortedWithAFindingALineUnderAHeaderWithItsVersion) {
  std::string text =
      written({{std::string(32, 'b'), {"lock-order", "f"}}, {std::string(32, 'a'), {"lock-order", "g"}}});
  EXPECT_THAT(text, testing::StartsWith(Header));
  EXPECT_LT(text.find("aaaa"), text.find("bbbb"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
}

TEST(Baseline, OfAMergeThatKeptBothSidesIsRead) {
  std::string line = Print + " lock-order f\n";
  llvm::Expected<Baseline> read =
      parseBaseline(Header + std::string(32, 'f') + " double-lock g\r\n" + line + "\n# why\n" + line, "known.txt");
  ASSERT_TRUE(static_cast<bool>(read));
  EXPECT_EQ(read->size(), 2u);
}

TEST(Baseline, KeepsAHostileEntityOnItsLine) {
  Baseline baseline = {{Print, {"lock-order", "f\n" + std::string(32, 'e') + " lock-order \x1b[31m"}}};
  std::string text = written(baseline);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  llvm::Expected<Baseline> read = parseBaseline(text, "known.txt");
  ASSERT_TRUE(static_cast<bool>(read));
  EXPECT_EQ(read->size(), 1u);
  baseline[Print].entity = std::string(100'000, 'x');
  EXPECT_EQ(errorOf(written(baseline)), "");
}

TEST(Baseline, ThatIsNoneIsRefusedWithTheLineAndARemedy) {
  EXPECT_THAT(errorOf(""), HasSubstr("known.txt:1: not a baseline"));
  EXPECT_THAT(errorOf("{\"runs\": []}"), HasSubstr("'leash baseline create' makes one"));
  EXPECT_THAT(errorOf("# leash-baseline 2\n"), HasSubstr("known.txt:1: a baseline of version 2"));
  EXPECT_THAT(errorOf(Header + "\nabc lock-order f\n"), HasSubstr("known.txt:3: 'abc' is no fingerprint"));
  EXPECT_THAT(errorOf(Header + Print + " Lock_Order f\n"),
              HasSubstr("known.txt:2: 'Lock_Order' is no name of a check"));
  EXPECT_THAT(errorOf(Header + "<<<<<<< HEAD\n"), HasSubstr("known.txt:2: a conflict of a merge"));
  EXPECT_THAT(errorOf(Header + std::string(100'000, 'a')), HasSubstr("known.txt:2: a line of more than 4096 bytes"));
  EXPECT_THAT(errorOf(Header + "\x1b[2J\n"), HasSubstr("'<U+001B>[2J' is no fingerprint"));
}

TEST(Baseline, OfAnyBytesIsReadOrRefusedButNeverMore) {
  std::mt19937 random(1);
  std::string seed = Header + Print + " lock-order f\n";
  unsigned refused = 0;
  for (unsigned round = 0; round < 20'000; ++round) {
    std::string text = seed;
    for (unsigned edits = 1 + random() % 4; edits > 0; --edits)
      text[random() % text.size()] = static_cast<char>(random());
    refused += !errorOf(text).empty();
  }
  EXPECT_GT(refused, 0u);
}

TEST(Baseline, ThatIsNoFileIsRefused) {
  Workspace space;
  EXPECT_THAT(llvm::toString(readBaseline("nowhere.txt").takeError()), HasSubstr("nowhere.txt: "));
  EXPECT_THAT(llvm::toString(readBaseline("/dev/zero").takeError()), HasSubstr("/dev/zero: not a file"));
  space.write("a.cpp", clean("run"));
  space.database({{"a.cpp"}});
  Answer run = test::leash({"check", "--baseline=nowhere.txt"});
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr("nowhere.txt"));
}

TEST(Baseline, MakesWhatIsKnownNotCount) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.database({{"a.cpp"}});
  Answer create = test::leash({"baseline", "create"});
  EXPECT_EQ(create.code, Clean) << create.err;
  EXPECT_EQ(create.out, "leash-baseline.txt: 1 known finding\n");

  Answer known = test::leash({"check", "--baseline=leash-baseline.txt"});
  EXPECT_EQ(known.code, Clean) << known.out;
  EXPECT_THAT(known.out, Not(HasSubstr(BugName.str())));
  EXPECT_THAT(known.out, HasSubstr("no findings introduced, 1 pre-existing, 0 fixed"));

  space.write("a.cpp", "// moved\n\n" + buggy("another") + buggy("bug"));
  Answer both = test::leash({"check", "--baseline=leash-baseline.txt"});
  EXPECT_EQ(both.code, Found);
  EXPECT_THAT(both.out, HasSubstr("'another'"));
  EXPECT_THAT(both.out, Not(HasSubstr("'bug'")));
  EXPECT_THAT(both.out, HasSubstr("1 error introduced, 1 pre-existing, 0 fixed"));

  space.write("a.cpp", clean("bug"));
  Answer fixed = test::leash({"check", "--baseline=leash-baseline.txt"});
  EXPECT_EQ(fixed.code, Clean);
  EXPECT_THAT(fixed.out, HasSubstr("fixed: a finding of the baseline in 'bug' [leash-lock-not-released]"));
  EXPECT_THAT(fixed.out, HasSubstr("0 pre-existing, 1 fixed"));
}

TEST(Baseline, CallsNothingFixedThatWasNotLookedFor) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.write("b.cpp", buggy("other"));
  space.database({{"a.cpp"}, {"b.cpp"}});
  EXPECT_EQ(test::leash({"baseline", "create"}).code, Clean);
  EXPECT_THAT(test::leash({"check", "--baseline=leash-baseline.txt", "a.cpp"}).out, HasSubstr("0 fixed"));
  EXPECT_THAT(test::leash({"check", "--baseline=leash-baseline.txt", "--checks=double-lock"}).out,
              HasSubstr("0 fixed"));
  space.write("b.cpp", "#include \"missing.h\"\n");
  Answer broken = test::leash({"check", "--baseline=leash-baseline.txt"});
  EXPECT_EQ(broken.code, Incomplete);
  EXPECT_THAT(broken.out, HasSubstr("0 fixed"));
  EXPECT_THAT(broken.out, HasSubstr("1 finding of the base not found again"));
}

TEST(Baseline, IsNotOverwrittenByCreate) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.write("leash-baseline.txt", "precious");
  space.database({{"a.cpp"}});
  Answer run = test::leash({"baseline", "create"});
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr("is there already; 'leash baseline update' adds to it"));
  EXPECT_EQ(readTextFile(space.path("leash-baseline.txt")), "precious");
}

TEST(Baseline, UpdateAddsAndTakesAwayOnlyWithPrune) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.database({{"a.cpp"}});
  EXPECT_EQ(test::leash({"baseline", "create", "--baseline=known.txt"}).code, Clean);
  space.write("a.cpp", buggy("other"));
  EXPECT_EQ(test::leash({"baseline", "update", "--baseline=known.txt"}).out,
            "known.txt: 2 known findings, 1 added, 0 taken away\n");
  EXPECT_EQ(test::leash({"baseline", "update", "--prune", "--baseline=known.txt"}).out,
            "known.txt: 1 known finding, 0 added, 1 taken away\n");
  std::string once = readTextFile(space.path("known.txt"));
  test::leash({"baseline", "update", "--prune", "--baseline=known.txt"});
  EXPECT_EQ(readTextFile(space.path("known.txt")), once);
}

TEST(Baseline, IsNotPrunedByWhoHasNotSeenAll) {
  Workspace space;
  space.write("a.cpp", buggy("bug"));
  space.write("b.cpp", clean("run"));
  space.database({{"a.cpp"}, {"b.cpp"}});
  EXPECT_EQ(test::leash({"baseline", "create"}).code, Clean);
  std::string before = readTextFile(space.path("leash-baseline.txt"));
  EXPECT_EQ(test::leash({"baseline", "update", "--prune", "b.cpp"}).code, Misused);
  EXPECT_EQ(test::leash({"baseline", "update", "--prune", "--checks=double-lock"}).code, Misused);
  EXPECT_EQ(test::leash({"baseline", "update", "--prune", "--header-filter=src/"}).code, Misused);
  std::string off = "--config={Checks: '-leash-lock-not-released'}";
  EXPECT_THAT(test::leash({"baseline", "update", "--prune", off}).out, HasSubstr("0 taken away"));
  space.write("a.cpp", "#include \"missing.h\"\n");
  Answer broken = test::leash({"baseline", "update", "--prune"});
  EXPECT_EQ(broken.code, Incomplete);
  EXPECT_THAT(broken.err, HasSubstr("nothing was taken away"));
  EXPECT_EQ(readTextFile(space.path("leash-baseline.txt")), before);
}

TEST(Baseline, ExplainShowsWhatIsKnownWhatIsGoneAndWhatIsNew) {
  Workspace space;
  space.write("a.cpp", buggy("stays") + buggy("goes"));
  space.database({{"a.cpp"}});
  EXPECT_EQ(test::leash({"baseline", "create"}).code, Clean);
  space.write("a.cpp", buggy("stays") + buggy("comes"));
  Answer run = test::leash({"baseline", "explain"});
  EXPECT_EQ(run.code, Clean) << run.err;
  EXPECT_THAT(run.out, HasSubstr("known, and found again: 1\n"));
  EXPECT_THAT(run.out, HasSubstr("a.cpp:3:"));
  EXPECT_THAT(run.out, HasSubstr("  stays: pthread_mutex_lock(&mutex)\n"));
  EXPECT_THAT(run.out, HasSubstr("a finding of the baseline in 'goes'"));
  EXPECT_THAT(run.out, HasSubstr("found, but not known: 1\n"));
}

TEST(Baseline, CommandNamesItsActions) {
  EXPECT_THAT(test::leash({"baseline"}).err, HasSubstr("write create, update or explain"));
  EXPECT_THAT(test::leash({"baseline", "updat"}).err, HasSubstr("did you mean 'update'?"));
  EXPECT_EQ(test::leash({"baseline", "create", "--prune"}).code, Misused);
  EXPECT_EQ(test::leash({"baseline", "--help"}).code, Clean);
}

} // namespace leash
