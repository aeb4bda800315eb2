// fix-fates-test: which fixes go together.

#include "driver/report/fix-fates.h"
#include "test/report/sample.h"

#include <gtest/gtest.h>

namespace leash {
namespace {

/// A finding whose fix replaces parts of the first line, from one column up to another.
class Fates : public testing::Test {
protected:
  Finding fixing(std::vector<std::tuple<uint32_t, uint32_t, std::string>> changes) const {
    Finding finding;
    Fix &fix = finding.fixes.emplace_back();
    for (const auto &[begin, end, text] : changes)
      fix.replacements.push_back({{file_, 1, begin, 1, end}, text});
    return finding;
  }

  std::vector<FixFate> fates(const std::vector<Finding> &findings) const {
    SourceFiles sources(project_.directory());
    return fatesOfFixes(findings, sources);
  }

  TestProject project_;
  std::string file_ = project_.write("a.cpp", "0123456789\n");
};

using enum FixFate;
using List = std::vector<FixFate>;

TEST_F(Fates, OfFixesThatTouchAreToBeApplied) {
  EXPECT_EQ(fates({fixing({{3, 5, "x"}}), fixing({{5, 7, "y"}}), fixing({{1, 3, "z"}})}),
            (List{Applied, Applied, Applied}));
  EXPECT_EQ(fates({fixing({{3, 5, "x"}}), fixing({{3, 3, "y"}}), fixing({{5, 5, "z"}})}),
            (List{Applied, Applied, Applied}));
}

TEST_F(Fates, LetTheFirstOfTwoThatOverlapWin) {
  EXPECT_EQ(fates({fixing({{3, 5, "x"}}), fixing({{4, 6, "y"}})}), (List{Applied, Overlaps}));
  EXPECT_EQ(fates({fixing({{4, 6, "x"}}), fixing({{3, 5, "y"}})}), (List{Applied, Overlaps}));
  EXPECT_EQ(fates({fixing({{2, 9, "x"}}), fixing({{4, 5, "y"}})}), (List{Applied, Overlaps}));
  EXPECT_EQ(fates({fixing({{4, 5, "x"}}), fixing({{2, 9, "y"}})}), (List{Applied, Overlaps}));
  EXPECT_EQ(fates({fixing({{4, 5, "x"}}), fixing({{4, 5, "y"}})}), (List{Applied, Overlaps}));
  EXPECT_EQ(fates({fixing({{2, 9, "x"}}), fixing({{4, 4, "y"}})}), (List{Applied, Overlaps}));
  EXPECT_EQ(fates({fixing({{4, 4, "x"}}), fixing({{2, 9, "y"}})}), (List{Applied, Overlaps}));
  EXPECT_EQ(fates({fixing({{4, 4, "x"}}), fixing({{4, 4, "y"}})}), (List{Applied, Overlaps})) << "which goes first?";
}

TEST_F(Fates, SeeAWideReplacementBehindInsertions) {
  EXPECT_EQ(fates({fixing({{2, 9, "x"}}), fixing({{2, 2, "y"}}), fixing({{6, 7, "z"}})}),
            (List{Applied, Applied, Overlaps}));
}

TEST_F(Fates, TakeAllOfAFixOrNothing) {
  EXPECT_EQ(fates({fixing({{1, 2, "x"}}), fixing({{1, 2, "y"}, {5, 6, "y"}}), fixing({{5, 6, "z"}})}),
            (List{Applied, Overlaps, Applied}));
}

TEST_F(Fates, KnowTwoFixesThatDoTheSame) {
  EXPECT_EQ(fates({fixing({{1, 2, "x"}, {4, 4, "y"}}), fixing({{1, 2, "x"}, {4, 4, "y"}})}), (List{Applied, Repeated}));
}

TEST_F(Fates, LeaveAChoiceToTheUser) {
  Finding undecided = fixing({{1, 2, "x"}});
  undecided.fixes.push_back(undecided.fixes.front());
  EXPECT_EQ(fates({undecided, Finding{}, fixing({{20, 21, "behind the end"}})}), (List{None, None, None}));
}

} // namespace
} // namespace leash
