// merge-test: the shards' reports make the report of a single run.

#include "driver/leash.h"
#include "driver/merge/merged-report.h"
#include "driver/merge/report-file.h"
#include "driver/report/format.h"
#include "test/driver/workspace.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace leash {

using test::Answer;
using test::buggy;
using test::Workspace;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace {

/// Reports by format.
using Reports = std::map<std::string, std::string>;

std::string contentOf(const std::string &file) {
  auto buffer = llvm::MemoryBuffer::getFile(file);
  EXPECT_TRUE(buffer) << file;
  return buffer ? (*buffer)->getBuffer().str() : "";
}

/// Has what can go wrong: a header in several units, twins in two files, something suppressed, something suppressed
/// wrongly, a flag that Clang doesn't know, and a unit that can't be analysed.
void writeProject(const Workspace &space, bool isTurnedRound) {
  space.write("shared.h", "#pragma once\n" + buggy("inline shared"));
  space.write("twin-a.cpp", buggy("static twin"));
  space.write("twin-b.cpp", buggy("static twin"));
  space.write("sub/one.cpp", "#include \"../shared.h\"\n" + buggy("one"));
  space.write("two.cpp", "#include \"shared.h\"\n// NOLINTBEGIN\nint x;\n");
  space.write("three.cpp", "#include \"shared.h\"\n" + buggy("three") + "// NOLINTBEGIN(leash-*)\n" + buggy("silent") +
                               "// NOLINTEND(leash-*)\n");
  space.write("broken.cpp", "#include \"missing.h\"\n");
  std::vector<test::Entry> entries = {{"twin-b.cpp"}, {"broken.cpp"}, {"sub/one.cpp", {"-fanalyzer"}},
                                      {"two.cpp"},    {"three.cpp"},  {"twin-a.cpp"},
                                      {"gone.cpp"}};
  if (isTurnedRound)
    std::reverse(entries.begin(), entries.end());
  space.database(entries);
}

/// Runs `leash ARGUMENTS…` with a report in each format, and returns those.
Reports reportsOf(std::vector<std::string> arguments, int code) {
  arguments.push_back("--quiet");
  for (const Format &format : formats())
    arguments.push_back(llvm::formatv("--format={0}:report.{0}", format.word));
  Answer run = test::leash(arguments);
  EXPECT_EQ(run.code, code) << run.err;
  Reports reports;
  for (const Format &format : formats())
    reports[std::string(format.word)] = contentOf("report." + std::string(format.word));
  return reports;
}

void expectSame(const Reports &a, const Reports &b, const char *why) {
  for (const auto &[format, text] : a)
    EXPECT_EQ(text, b.at(format)) << format << ": " << why;
}

} // namespace

TEST(Merge, WritesWhatASingleRunWouldHaveWritten) {
  Workspace space;
  writeProject(space, /*isTurnedRound=*/false);
  Reports whole = reportsOf({"check", "-j2"}, Incomplete);
  EXPECT_THAT(whole["text"], HasSubstr("shared.h"));
  writeProject(space, /*isTurnedRound=*/true);
  expectSame(whole, reportsOf({"check", "-j1"}, Incomplete), "jobs and order make no difference");

  for (const char *number : {"1", "2", "3"}) {
    int code = test::leash({"check", "-q", llvm::formatv("--shard={0}/3", number).str(),
                            llvm::formatv("--format=json:{0}.json", number).str()})
                   .code;
    EXPECT_NE(code, Misused);
  }
  expectSame(whole, reportsOf({"merge", "1.json", "2.json", "3.json"}, Incomplete), "shards make no difference");
  expectSame(whole, reportsOf({"merge", "3.json", "1.json", "2.json"}, Incomplete), "nor does their order");
  EXPECT_EQ(test::leash({"merge", "1.json", "2.json", "3.json", "--allow-incomplete"}).code, Found);
  EXPECT_EQ(test::leash({"merge", "1.json", "2.json", "3.json", "--exit-zero"}).code, Clean);

  space.write("whole.json", whole["json"]);
  expectSame(whole, reportsOf({"merge", "whole.json"}, Incomplete), "a whole report in other formats");

  llvm::Expected<RunSummary> run = readReport("whole.json");
  ASSERT_TRUE(static_cast<bool>(run));
  ASSERT_GE(run->findings.size(), 5u);
  space.write("baseline.txt", "# leash-baseline 1\n" + run->findings.front().fingerprint +
                                  " lock-not-released f\n00000000000000000000000000000000 lock-not-released g\n");
  Reports compared = reportsOf({"check", "--baseline=baseline.txt"}, Incomplete);
  expectSame(compared, reportsOf({"merge", "2.json", "3.json", "1.json", "--baseline=baseline.txt"}, Incomplete),
             "the base is what the whole is compared with");
  EXPECT_NE(compared["json"], whole["json"]);
}

/// A header's comment that one unit alone has a finding for, one that nobody needs, and rules of both kinds.
static void writeSuppressions(const Workspace &space, bool isEverythingUsed) {
  std::string comment = "// leash-allow(lock-not-released): the caller gives it back\n";
  space.write("shared.h",
              "#pragma once\n#include <mutex>\nextern std::mutex sharedMutex;\n" + comment +
                  "inline bool shared(int x) { TAKE(lock); if (x > 0) return true; TAKE(unlock); return false; }\n");
  space.write("leaks.cpp", "#define TAKE(what) sharedMutex.what()\n#include \"shared.h\"\n");
  space.write("plain.cpp", "#define TAKE(what)\n#include \"shared.h\"\n");
  space.write("generated/out.cpp", buggy("generated"));
  space.write("calm.cpp", isEverythingUsed ? "int calm;\n" : comment + "int calm;\n");
  space.write("leash.yaml",
              std::string("suppress:\n  - {paths: ['generated/**'], reason: its generator is repaired}\n") +
                  (isEverythingUsed ? "" : "  - {paths: ['calm.cpp'], reason: nobody knows}\n"));
  space.database({{"leaks.cpp"}, {"plain.cpp"}, {"generated/out.cpp"}, {"calm.cpp"}});
}

TEST(Merge, KnowsWhichSuppressionsNoShardUses) {
  for (bool isEverythingUsed : {true, false}) {
    Workspace space;
    writeSuppressions(space, isEverythingUsed);
    Reports whole = reportsOf({"check"}, Clean);
    if (isEverythingUsed)
      EXPECT_THAT(whole["json"], Not(HasSubstr("hides nothing")));
    else
      EXPECT_THAT(whole["json"], AllOf(HasSubstr("calm.cpp:1:4: leash-allow(lock-not-released) hides nothing"),
                                       HasSubstr("leash.yaml:3:6: this rule hides nothing")));
    std::vector<std::string> merge = {"merge"};
    for (const char *number : {"1", "2", "3", "4", "5"}) {
      merge.push_back(llvm::formatv("{0}.json", number));
      EXPECT_EQ(
          test::leash({"check", "-q", llvm::formatv("--shard={0}/5", number).str(), "--format=json:" + merge.back()})
              .code,
          Clean);
    }
    expectSame(whole, reportsOf(merge, Clean), "what one shard uses is used");
  }
}

TEST(Merge, CallsFixedWhatNoShardFindsAnyMore) {
  Workspace space;
  space.write("a.cpp", "int a;\n");
  space.write("b.cpp", "int b;\n");
  space.database({{"a.cpp"}, {"b.cpp"}});
  space.write("baseline.txt", "# leash-baseline 1\n00000000000000000000000000000000 lock-not-released g\n");
  EXPECT_EQ(test::leash({"check", "-q", "--shard=1/2", "--format=json:1.json"}).code, Clean);
  EXPECT_EQ(test::leash({"check", "-q", "--shard=2/2", "--format=json:2.json"}).code, Clean);
  Answer run = test::leash({"merge", "1.json", "2.json", "--baseline=baseline.txt"});
  EXPECT_EQ(run.code, Clean);
  EXPECT_THAT(run.out, HasSubstr("1 fixed"));
  EXPECT_THAT(run.out, HasSubstr("Leash analysed 2 units: "));
}

static NamedReport shardReport(unsigned number, unsigned count = 2) {
  NamedReport report{std::to_string(number) + ".json", {}};
  report.summary.toolVersion = "1.2.3";
  report.summary.scope = {number, count, 2, "digest", true, {"lock-order"}};
  report.summary.unitsTotal = report.summary.unitsAnalyzed = 1;
  return report;
}

static std::string errorOf(std::vector<NamedReport> reports) {
  llvm::Expected<RunSummary> whole = mergedReport(std::move(reports), "1.2.3", ".");
  return whole ? "none" : llvm::toString(whole.takeError());
}

TEST(Merge, RefusesReportsThatAreNoWhole) {
  EXPECT_EQ(errorOf({shardReport(1), shardReport(2)}), "none");
  EXPECT_THAT(errorOf({shardReport(1)}), HasSubstr("1 of 2 shards missing: 2/2; without"));
  EXPECT_THAT(errorOf({shardReport(3, 90)}), HasSubstr("89 of 90 shards missing: 1/90, 2/90, 4/90, "));
  NamedReport again = shardReport(1);
  again.name = "again.json";
  EXPECT_EQ(errorOf({shardReport(1), again}), "again.json: shard 1/2, which 1.json is, too");
  EXPECT_THAT(errorOf({shardReport(1), shardReport(2, 3)}),
              HasSubstr("2.json: one of 3 shards, but 1.json is one of 2"));

  NamedReport other = shardReport(2);
  other.summary.toolVersion = "1.2.2";
  EXPECT_THAT(errorOf({shardReport(1), other}), HasSubstr("2.json: written by Leash 1.2.2; this is Leash 1.2.3"));
  other = shardReport(2);
  other.summary.scope.unitsDigest = "another";
  EXPECT_THAT(errorOf({shardReport(1), other}), HasSubstr("2.json: a shard of other units"));
  other = shardReport(2);
  other.summary.scope.checks = {};
  EXPECT_THAT(errorOf({shardReport(1), other}), HasSubstr("2.json: other checks or lines"));
  other = shardReport(2);
  other.summary.scope.shards = 0;
  EXPECT_THAT(errorOf({shardReport(1), other}), HasSubstr("2.json: the report of a whole run"));
  other = shardReport(2);
  other.summary.comparedWith = "main";
  EXPECT_THAT(errorOf({shardReport(1), other}), HasSubstr("2.json: a shard that was compared with a base"));
  other = shardReport(2);
  other.summary.unitsTotal = 7;
  EXPECT_THAT(errorOf({shardReport(1), other}), HasSubstr("have 8 units, but the project that they are of has 2"));
}

TEST(Merge, IsToldWhatToReadAndNothingAboutAnAnalysis) {
  Workspace space;
  EXPECT_THAT(test::leash({"merge"}).err, HasSubstr("write the reports to merge"));
  EXPECT_THAT(test::leash({"merge", "none.json"}).err, HasSubstr("none.json: No such file"));
  EXPECT_THAT(test::leash({"merge", "a.json", "--checks=lock-order"}).err, HasSubstr("--checks"));
  space.write("a.json", "{}");
  EXPECT_THAT(test::leash({"merge", "a.json", "a.json"}).err, HasSubstr("not a report of Leash in JSON"));
  EXPECT_EQ(test::leash({"merge", "a.json"}).code, Misused);
}

} // namespace leash
