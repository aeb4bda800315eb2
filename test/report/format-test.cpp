// What each format promises beyond its golden file.

#include "driver/report/report.h"
#include "driver/report/summary-line.h"
#include "test/report/sample.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

#include "gtest/gtest.h"

namespace leash {
namespace {

namespace json = llvm::json;

size_t count(llvm::StringRef text, llvm::StringRef part) { return text.count(part); }

// --- as clang-tidy prints them

TEST(ClangTidy, WithoutColourHasNoEscapeWhateverTheSourceSays) {
  TestProject project;
  std::string text = clangTidyOf(sampleRun(project), {.color = false, .unicode = true});
  auto isControl = [](char byte) { return (byte >= 0 && byte < ' ' && byte != '\n') || byte == '\x7f'; };
  EXPECT_TRUE(llvm::none_of(text, isControl));
  EXPECT_TRUE(json::isUTF8(text));
}

TEST(ClangTidy, NamesTheFirstErrorOfAUnitWhereItStands) {
  TestProject project;
  RunSummary run = cleanRun(project);
  run.unanalyzed = {{"/src/a.cpp", " 2:10: 'x.h' file not found"},
                    {"/src/a.cpp", "/src/a.h:7:1: unknown type name 'y'"},
                    {"/src/a.cpp", "no such file"}};
  EXPECT_EQ(clangTidyOf(run, {.color = false, .unicode = true}),
            "/src/a.cpp:2:10: error: 'x.h' file not found [clang-diagnostic-error]\n"
            "/src/a.h:7:1: error: unknown type name 'y' [clang-diagnostic-error]\n"
            "error: /src/a.cpp: no such file [clang-diagnostic-error]\n");
}

// --- export-fixes

TEST(ExportFixes, LeaveOutOneThatOverlapsAndSaySo) {
  TestProject project;
  std::string file = project.write("a.cpp", "int x;\n");
  Finding first = simpleFinding(), second = simpleFinding();
  first.fixes = {{"", {{{file, 1, 1, 1, 4}, "long"}}}};
  second.fixes = {{"", {{{file, 1, 3, 1, 5}, "-"}}}};
  second.message = "message that comes after";
  std::string yaml = exportFixesOf(runWith(project, {first, second}));
  EXPECT_EQ(count(yaml, "ReplacementText:"), 1u) << yaml;
  EXPECT_EQ(count(yaml, "this fix will not be applied because it overlaps with another fix"), 1u) << yaml;
}

TEST(ExportFixes, AreTextEvenIfTheSourceIsNot) {
  TestProject project;
  Finding finding = simpleFinding();
  finding.message = "\xff";
  finding.fixes = {{"", {{{project.write("a.cpp", "int x;\n"), 1, 1, 1, 4}, "\xff"}}}};
  std::string yaml = exportFixesOf(runWith(project, {finding}));
  EXPECT_TRUE(json::isUTF8(yaml));
  EXPECT_EQ(count(yaml, "ReplacementText:"), 0u) << "a changed text would be another fix";
}

// --- text

TEST(Text, WithoutColourHasNoEscapeWhateverTheSourceSays) {
  TestProject project;
  for (bool unicode : {false, true}) {
    std::string text = textOf(sampleRun(project), {.color = false, .unicode = unicode});
    auto isControl = [](char byte) { return (byte >= 0 && byte < ' ' && byte != '\n') || byte == '\x7f'; };
    EXPECT_TRUE(llvm::none_of(text, isControl));
  }
}

TEST(Text, IsPureAsciiUnlessTheTerminalKnowsMore) {
  TestProject project;
  EXPECT_TRUE(llvm::isASCII(textOf(sampleRun(project), {.color = true, .unicode = false})));
}

TEST(Text, IsValidUtf8) {
  TestProject project;
  EXPECT_TRUE(json::isUTF8(textOf(sampleRun(project), {.color = true, .unicode = true})));
}

TEST(Text, ColourChangesNoWord) {
  TestProject project;
  std::string coloured = textOf(sampleRun(project), {.color = true, .unicode = true});
  for (size_t begin = coloured.find('\x1b'); begin != std::string::npos; begin = coloured.find('\x1b'))
    coloured.erase(begin, coloured.find('m', begin) - begin + 1);
  EXPECT_EQ(coloured, textOf(sampleRun(project), {.color = false, .unicode = true}));
}

TEST(Text, EveryFindingHasOneLineThatGrepFinds) {
  TestProject project;
  RunSummary run = sampleRun(project);
  std::string text = textOf(run, {.color = false, .unicode = false});
  size_t headers = 0;
  llvm::SmallVector<llvm::StringRef> lines;
  llvm::SplitString(text, lines, "\n");
  for (llvm::StringRef line : lines)
    headers += line.contains(" [leash-") && line.ends_with("]");
  EXPECT_EQ(headers, run.findings.size());
}

TEST(Text, NoLineEndsWithASpace) {
  TestProject project;
  EXPECT_EQ(count(textOf(sampleRun(project), {.color = false, .unicode = true}), " \n"), 0u);
}

TEST(Text, WithoutClosingLinesACleanRunIsSilent) {
  TestProject project;
  EXPECT_EQ(textOf(cleanRun(project), {.color = false, .unicode = true, .summary = false}), "");
}

TEST(Text, NamesTenUnitsAndCountsTheOthers) {
  TestProject project;
  RunSummary run = cleanRun(project);
  for (int i = 0; i < 13; ++i)
    run.unanalyzed.push_back({"src/" + std::to_string(i) + ".cpp", "no"});
  std::string text = textOf(run, {.color = false, .unicode = false});
  EXPECT_EQ(count(text, ".cpp: no\n"), 10u);
  EXPECT_NE(text.find("13 units could not be analysed:\n"), std::string::npos);
  EXPECT_NE(text.find("  and 3 more\n"), std::string::npos);
}

TEST(Text, ALongFixIsCutShort) {
  TestProject project;
  std::string file = project.write("a.cpp", "x\n");
  Finding finding = simpleFinding();
  std::string lines;
  for (int i = 0; i < 100; ++i)
    lines += "line\n";
  finding.fixes.push_back({"insert much", {{{file, 1, 1, 1, 1}, lines}}});
  std::string text = textOf(runWith(project, {finding}), {.color = false, .unicode = false});
  EXPECT_EQ(count(text, "+ line\n"), 24u);
  EXPECT_NE(text.find("and 76 more lines"), std::string::npos);
}

TEST(Text, StepsBeyondNineStayAligned) {
  TestProject project;
  Finding finding = simpleFinding();
  for (int i = 0; i < 10; ++i)
    finding.step({}, "step");
  std::string text = textOf(runWith(project, {finding}), {.color = false, .unicode = false, .summary = false});
  EXPECT_NE(text.find("|  1. step\n"), std::string::npos) << text;
  EXPECT_NE(text.find("| 10. step\n"), std::string::npos) << text;
}

TEST(SummaryLine, CountsInWords) {
  RunSummary run;
  run.unitsTotal = run.unitsAnalyzed = 1;
  EXPECT_EQ(summaryLine(run), "Leash analysed 1 unit: no findings");
  run.seconds = 0.01;
  EXPECT_EQ(summaryLine(run), "Leash analysed 1 unit in less than 0.1 s: no findings");
  run.unitsTotal = 3;
  run.seconds = 61.2;
  run.suppressed = {simpleFinding(), simpleFinding()};
  run.findings = {simpleFinding(Severity::Note), simpleFinding(Severity::Error), simpleFinding(Severity::Error)};
  EXPECT_EQ(summaryLine(run), "Leash analysed 1 of 3 units in 1 min 1 s: 2 errors, 1 note (2 suppressed)");
}

// --- SARIF

json::Object parsedRun(const std::string &log) {
  llvm::Expected<json::Value> value = json::parse(log);
  EXPECT_TRUE(static_cast<bool>(value)) << llvm::toString(value.takeError());
  return value ? std::move(*(*value->getAsObject()->getArray("runs"))[0].getAsObject()) : json::Object();
}

TEST(Sarif, TheSameInputGivesTheSameBytes) {
  TestProject project;
  RunSummary slower = sampleRun(project);
  slower.seconds = *slower.seconds * 2;
  EXPECT_EQ(sarifOf(sampleRun(project)), sarifOf(slower));
}

TEST(Sarif, EveryResultHasALocationAndAFingerprint) {
  TestProject project;
  json::Object run = parsedRun(sarifOf(sampleRun(project)));
  for (const json::Value &result : *run.getArray("results")) {
    EXPECT_EQ(result.getAsObject()->getArray("locations")->size(), 1u);
    EXPECT_EQ(result.getAsObject()->getObject("partialFingerprints")->getString("leash/v1")->size(), 32u);
  }
}

TEST(Sarif, AStoryOfOneThreadIsToldOnce) {
  TestProject project;
  Finding finding = simpleFinding();
  finding.step({"a.cpp", 1, 1, 1, 2}, "one").step({"a.cpp", 2, 1, 2, 2}, "two");
  json::Object run = parsedRun(sarifOf(runWith(project, {finding})));
  EXPECT_EQ((*run.getArray("results"))[0].getAsObject()->getArray("codeFlows")->size(), 1u);
}

TEST(Sarif, AStoryOfTwoThreadsIsToldAsOneAndApart) {
  TestProject project;
  Finding finding = simpleFinding();
  finding.step({"a.cpp", 1, 1, 1, 2}, "starts", "main").step({"a.cpp", 2, 1, 2, 2}, "waits", "worker");
  finding.step({"a.cpp", 3, 1, 3, 2}, "returns", "main");
  json::Object run = parsedRun(sarifOf(runWith(project, {finding})));
  const json::Array &flows = *(*run.getArray("results"))[0].getAsObject()->getArray("codeFlows");
  ASSERT_EQ(flows.size(), 2u);
  const json::Array &together = *flows[0].getAsObject()->getArray("threadFlows");
  ASSERT_EQ(together.size(), 1u);
  const json::Array &steps = *together[0].getAsObject()->getArray("locations");
  ASSERT_EQ(steps.size(), 3u);
  EXPECT_EQ(steps[1].getAsObject()->getObject("location")->getObject("message")->getString("text"), "[worker] waits");
  const json::Array &apart = *flows[1].getAsObject()->getArray("threadFlows");
  ASSERT_EQ(apart.size(), 2u);
  EXPECT_EQ(apart[0].getAsObject()->getString("id"), "main");
  const json::Array &main = *apart[0].getAsObject()->getArray("locations");
  ASSERT_EQ(main.size(), 2u);
  EXPECT_EQ(main[1].getAsObject()->getInteger("executionOrder"), 3);
}

TEST(Sarif, KeepsTheMostSevereWhenThereAreTooManyAndSaysSo) {
  TestProject project;
  std::vector<Finding> findings;
  for (uint32_t line = 1; line <= MaxResults + 2; ++line)
    findings.push_back(simpleFinding(line > MaxResults ? Severity::Error : Severity::Warning, line));
  json::Object run = parsedRun(sarifOf(runWith(project, findings)));
  const json::Array &results = *run.getArray("results");
  ASSERT_EQ(results.size(), MaxResults);
  EXPECT_EQ(results[0].getAsObject()->getString("level"), "error");
  const json::Object &invocation = *(*run.getArray("invocations"))[0].getAsObject();
  const json::Array &notifications = *invocation.getArray("toolExecutionNotifications");
  EXPECT_EQ(notifications[0].getAsObject()->getObject("message")->getString("text"), "2 less severe findings left out");
}

TEST(Sarif, AnIncompleteRunIsNoSuccess) {
  TestProject project;
  auto isSuccess = [](const RunSummary &run) {
    json::Object log = parsedRun(sarifOf(run));
    return (*log.getArray("invocations"))[0].getAsObject()->getBoolean("executionSuccessful");
  };
  EXPECT_EQ(isSuccess(cleanRun(project)), true);
  EXPECT_EQ(isSuccess(sampleRun(project)), false);
}

TEST(Sarif, DescribesEveryCheckOfTheCatalog) {
  TestProject project;
  std::string log;
  llvm::raw_string_ostream out(log);
  writeSarif(cleanRun(project), out);
  json::Object run = parsedRun(log);
  const json::Array &rules = *run.getObject("tool")->getObject("driver")->getArray("rules");
  ASSERT_EQ(rules.size(), describeLeash().rules.size());
  ASSERT_NE(rules.size(), 0u);
  for (const json::Value &value : rules) {
    const json::Object &rule = *value.getAsObject();
    EXPECT_TRUE(rule.getString("id")->starts_with("leash-"));
    EXPECT_NE(rule.getObject("shortDescription")->getString("text"), "");
    EXPECT_TRUE(
        rule.getObject("help")->getString("markdown")->starts_with("# " + rule.getString("id")->drop_front(6).str()));
  }
}

// --- GitHub

TEST(Github, WritesNoMoreThanTenPerLevelAndCountsTheRest) {
  TestProject project;
  std::vector<Finding> findings;
  for (uint32_t line = 1; line <= 15; ++line)
    for (Severity severity : {Severity::Error, Severity::Warning, Severity::Note}) {
      findings.push_back(simpleFinding(severity, line));
      findings.back().message = std::string(spelling(severity));
    }
  std::string commands = reportOf(runWith(project, findings), "github");
  EXPECT_EQ(count(commands, "::error "), 10u);
  EXPECT_EQ(count(commands, "::warning "), 10u);
  EXPECT_EQ(count(commands, "::notice "), 10u);
  EXPECT_NE(commands.find("::notice title=Leash::16 more findings;"), std::string::npos) << commands;
}

TEST(Github, AnIncompleteRunTakesOneOfTheTenErrors) {
  TestProject project;
  std::vector<Finding> findings;
  for (uint32_t line = 1; line <= 10; ++line)
    findings.push_back(simpleFinding(Severity::Error, line));
  RunSummary run = runWith(project, findings);
  run.unanalyzed.push_back({"b.cpp", "no"});
  std::string commands = reportOf(run, "github");
  EXPECT_EQ(count(commands, "::error "), 10u);
  EXPECT_TRUE(llvm::StringRef(commands).starts_with("::error title=Leash%3A analysis incomplete::"));
  EXPECT_NE(commands.find("1 more finding;"), std::string::npos);
}

TEST(Github, EveryLineIsOneCommandWhateverAFileIsCalled) {
  TestProject project;
  llvm::SmallVector<llvm::StringRef> lines;
  std::string commands = reportOf(sampleRun(project), "github");
  llvm::SplitString(commands, lines, "\n");
  for (llvm::StringRef line : lines) {
    EXPECT_TRUE(line.starts_with("::error ") || line.starts_with("::warning ") || line.starts_with("::notice "));
    EXPECT_TRUE(json::isUTF8(line));
  }
}

TEST(Github, ColumnsAreGivenOnlyWithinOneLine) {
  TestProject project;
  Finding finding = simpleFinding();
  finding.place.endLine = 4;
  std::string commands = reportOf(runWith(project, {finding}), "github");
  EXPECT_NE(commands.find("line=1,endLine=4,title="), std::string::npos) << commands;
}

} // namespace
} // namespace leash
