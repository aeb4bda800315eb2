// suppressions-test: comments and rules that let findings pass, and what becomes of them.

#include "driver/leash.h"
#include "test/driver/workspace.h"
#include "test/support/text-file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using test::Answer;
using test::buggy;
using test::Workspace;
using testing::HasSubstr;
using testing::Not;

/// `code` with a line in front of its functions.
static std::string above(std::string code, const std::string &line) {
  return code.insert(code.find("void"), line + "\n");
}

/// A function over several lines, which keeps its lock in the fourth and leaves in the last but one. `first` stands
/// above it, `behind` where it leaves.
static std::string overLines(const std::string &name, const std::string &first, const std::string &behind) {
  return "#include <mutex>\nextern std::mutex access;\n" + first + "void " + name +
         "(bool stop) {\n  access.lock();\n  if (stop)\n    return; " + behind + "\n  access.unlock();\n}\n";
}

static Answer check(std::vector<std::string> arguments = {}) {
  arguments.insert(arguments.begin(), {"check", "--today=2026-06-01"});
  return test::leash(arguments);
}

TEST(Suppressions, CoverTheLineTheNextTheFunctionAndEveryStep) {
  Workspace space;
  space.write("line.cpp", overLines("atStep", "", "// leash-allow(lock-not-released): at its second step"));
  space.write("function.cpp", overLines("whole", "// leash-allow(leash-lock-not-released): all of it\n// Docs.\n", ""));
  space.write("c.c", above(buggy("one"), "/* leash-allow(lock-not-released): C [until 2026-06-01] */"));
  space.database({{"line.cpp"}, {"function.cpp"}, {"c.c", {}, "clang"}});
  Answer run = check({"--show-suppressed"});
  EXPECT_EQ(run.code, Clean) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("(3 suppressed)"));
  EXPECT_THAT(run.out, HasSubstr("  leash-allow at c.c:"));
  EXPECT_THAT(run.out, HasSubstr(", until 2026-06-01: C\n"));
  EXPECT_THAT(run.out, HasSubstr(": all of it\n"));
  EXPECT_THAT(run.out, HasSubstr(", of step 3: at its second step\n"));
  EXPECT_THAT(run.out, Not(HasSubstr("note:")));

  run = check({"--format=sarif"});
  EXPECT_EQ(test::occurrences(run.out, "\"kind\": \"inSource\""), 3u);
  EXPECT_THAT(run.out, HasSubstr("\"justification\": \"C (until 2026-06-01)\""));
  EXPECT_THAT(check({"--format=sarif", "--omit-suppressed"}).out, Not(HasSubstr("\"suppressions\"")));
}

TEST(Suppressions, ThatHaveExpiredOrHideNothingAreToldOf) {
  Workspace space;
  space.write("a.cpp", above(buggy("one"), "// leash-allow(lock-not-released): was good until 2026-05-31"));
  space.write("shared.h",
              "#pragma once\n// leash-allow(lock-order): nobody needs it\ninline int f() { return 1; }\n"
              "#if 1\n// leash-allow(lock-order): for another system\ninline int g() { return 1; }\n#endif\n");
  space.write("b.cpp", "#include \"shared.h\"\n");
  space.write("c.cpp", "#include \"shared.h\"\n");
  space.database({{"a.cpp"}, {"b.cpp"}, {"c.cpp"}});
  Answer run = check();
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.out, HasSubstr("leash-allow(lock-not-released) was until 2026-05-31, and its finding counts again"));
  EXPECT_EQ(test::occurrences(run.out, "leash-allow(lock-order) hides nothing"), 1u);
  EXPECT_THAT(run.out, HasSubstr("shared.h:2:4: leash-allow"));
  EXPECT_THAT(check({"--checks=lock-*"}).out, Not(HasSubstr("hides nothing"))) << "that run isn't complete";
}

TEST(Suppressions, ThatCannotBeReadHideNothingAndFailTheRun) {
  Workspace space;
  space.write("a.cpp", above(buggy("one"), "// leash-allow(lock-not-relesed): a slip"));
  space.database({{"a.cpp"}});
  Answer run = check({"--exit-zero"});
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.out, HasSubstr(test::BugName.str()));
  EXPECT_THAT(run.err, HasSubstr("unknown check 'lock-not-relesed'; did you mean 'lock-not-released'?"));
}

TEST(Suppressions, MakeAFindingNeitherNewNorFixed) {
  Workspace space;
  space.write("a.c", buggy("one") + buggy("two"));
  space.database({{"a.c", {}, "clang"}});
  ASSERT_EQ(test::leash({"baseline", "create"}).code, Clean);
  space.write("a.c", above(buggy("one"), "/* leash-allow(lock-not-released): known */") + buggy("two"));
  Answer run = check({"--baseline=leash-baseline.txt"});
  EXPECT_EQ(run.code, Clean);
  EXPECT_THAT(run.out, HasSubstr("no findings introduced, 1 pre-existing, 0 fixed (1 suppressed)"));
}

TEST(Suppressions, ByPathNeedTheirFilesAndTellWhatTheyHide) {
  Workspace space;
  space.write("third_party/lib/a.c", buggy("one"));
  space.write("own.c", buggy("two"));
  space.write("leash.yaml", "suppress:\n  - paths: [third_party/]\n    checks: [leash-lock-not-released]\n"
                            "    reason: \"theirs\"\n  - paths: [\"**\"]\n    reason: old\n    until: 2026-05-31\n"
                            "  - paths: [gone.c]\n    reason: gone\n");
  space.database({{"third_party/lib/a.c", {}, "clang"}, {"own.c", {}, "clang"}});
  Answer run = check({"--show-suppressed"});
  EXPECT_EQ(run.code, Found) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr(": 1 error (1 suppressed)"));
  EXPECT_THAT(run.out, HasSubstr("  leash.yaml at leash.yaml:2:5: theirs\n"));
  EXPECT_THAT(run.out, HasSubstr("leash.yaml:8:5: this rule hides nothing"));
  EXPECT_THAT(run.out, HasSubstr("leash.yaml:5:5: this rule was until 2026-05-31"));

  space.write("leash.yaml", "suppress:\n  - path: [a.c]\n    reason: b\n");
  run = check();
  EXPECT_EQ(run.code, Misused);
  EXPECT_THAT(run.err, HasSubstr("leash.yaml:2:5: error: "));
  EXPECT_EQ(run.out, "");
}

TEST(AddedSuppressions, AreWrittenOnceAndHideAllThatCounted) {
  Workspace space;
  space.write("a.cpp", overLines("one", "", ""));
  space.write("c.c", above(buggy("two"), "/* leash-allow(lock-not-released): old until 2026-01-01 */"));
  space.write("sub/b.c", buggy("three"));
  space.database({{"a.cpp"}, {"c.c", {}, "clang"}, {"sub/b.c", {}, "clang"}});
  Answer run = check({"--add-suppressions=found when Leash came", "--until=2027-03-01"});
  EXPECT_EQ(run.code, Found);
  EXPECT_THAT(run.err, HasSubstr("leash: wrote 3 of 3 suppressions for 3 findings\n"));
  std::string added = readTextFile(space.path("a.cpp"));
  EXPECT_THAT(added,
              HasSubstr("\n  // leash-allow(lock-not-released): found when Leash came until 2027-03-01\n  access"));
  EXPECT_THAT(readTextFile(space.path("sub/b.c")), HasSubstr("/* leash-allow(lock-not-released): found"));
  std::string renewed = readTextFile(space.path("c.c"));
  EXPECT_THAT(renewed, HasSubstr("/* leash-allow(lock-not-released): found when Leash came until 2027-03-01 */"));
  EXPECT_THAT(renewed, Not(HasSubstr("old")));

  run = check({"--add-suppressions=found when Leash came"});
  EXPECT_EQ(run.code, Clean) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("(3 suppressed)"));
  EXPECT_EQ(readTextFile(space.path("a.cpp")), added);
}

TEST(AddedSuppressions, NeedAReasonThatACommentCanHold) {
  EXPECT_EQ(check({"--add-suppressions="}).code, Misused);
  EXPECT_THAT(check({"--add-suppressions=a */ b"}).err, HasSubstr("can't be written into a comment"));
  EXPECT_THAT(check({"--add-suppressions=a", "--until=2026-05-31"}).err, HasSubstr("is over"));
  EXPECT_THAT(check({"--until=2027-01-01"}).err, HasSubstr("--until belongs to --add-suppressions"));
  EXPECT_THAT(check({"--add-suppressions=a", "--fix"}).err, HasSubstr("exclude each other"));
}

} // namespace leash
