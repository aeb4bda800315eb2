// json-formats-test: what json, gitlab and rdjson promise beyond their golden files.

#include "test/report/sample.h"

#include "llvm/Support/JSON.h"

#include "gtest/gtest.h"

#include <set>

namespace leash {
namespace {

namespace json = llvm::json;

json::Value parsed(const std::string &text) {
  llvm::Expected<json::Value> value = json::parse(text);
  EXPECT_TRUE(static_cast<bool>(value)) << llvm::toString(value.takeError());
  return value ? std::move(*value) : json::Value(nullptr);
}

TEST(Json, TheSameFindingsGiveTheSameBytesHoweverLongItTook) {
  TestProject project;
  RunSummary slower = sampleRun(project);
  slower.seconds = *slower.seconds * 2;
  EXPECT_EQ(reportOf(sampleRun(project), "json"), reportOf(slower, "json"));
}

TEST(Json, AStepKeepsItsThreadAndItsPlace) {
  TestProject project;
  Finding finding = simpleFinding();
  finding.step({"b.cpp", 2, 3, 2, 9}, "waits", "worker").step({}, "for ever");
  json::Value report = parsed(reportOf(runWith(project, {finding}), "json"));
  const json::Array &steps = *(*report.getAsObject()->getArray("findings"))[0].getAsObject()->getArray("steps");
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_EQ(
      steps[0],
      json::Value(json::Object{
          {"thread", "worker"},
          {"message", "waits"},
          {"place", json::Object{{"file", "b.cpp"}, {"line", 2}, {"column", 3}, {"endLine", 2}, {"endColumn", 9}}}}));
  EXPECT_EQ(steps[1], json::Value(json::Object{{"message", "for ever"}}));
}

TEST(Json, WhatIsSuppressedIsThereAndApart) {
  TestProject project;
  RunSummary run = sampleRun(project);
  json::Value report = parsed(reportOf(run, "json"));
  EXPECT_EQ(report.getAsObject()->getArray("findings")->size(), run.findings.size());
  EXPECT_EQ(report.getAsObject()->getArray("suppressed")->size(), run.suppressed.size());
}

TEST(Json, ComparedWithABaseSaysOfEveryFindingWhatItIs) {
  TestProject project;
  RunSummary run = comparedRun(project);
  json::Value report = parsed(reportOf(run, "json"));
  EXPECT_EQ(report.getAsObject()->getString("comparedWith"), llvm::StringRef(run.comparedWith));
  auto expectAll = [&](llvm::StringRef key, size_t count, llvm::StringRef state) {
    const json::Array *findings = report.getAsObject()->getArray(key);
    ASSERT_NE(findings, nullptr) << key.str();
    EXPECT_EQ(findings->size(), count) << key.str();
    for (const json::Value &finding : *findings)
      EXPECT_EQ(finding.getAsObject()->getString("baselineState"), state);
  };
  expectAll("findings", run.findings.size(), "new");
  expectAll("known", run.known.size(), "unchanged");
  expectAll("fixed", run.fixed.size(), "absent");
}

TEST(Json, ComparedWithNothingNothingHasAState) {
  TestProject project;
  std::string report = reportOf(sampleRun(project), "json");
  for (const char *member : {"baselineState", "comparedWith", "\"known\"", "\"fixed\""})
    EXPECT_FALSE(llvm::StringRef(report).contains(member)) << member;
}

TEST(Gitlab, EveryIssueHasWhatGitlabNeedsAndAFingerprintOfItsOwn) {
  TestProject project;
  RunSummary run = sampleRun(project);
  json::Value report = parsed(reportOf(run, "gitlab"));
  ASSERT_EQ(report.getAsArray()->size(), run.findings.size());
  std::set<std::string> fingerprints;
  for (const json::Value &value : *report.getAsArray()) {
    const json::Object &issue = *value.getAsObject();
    for (const char *member : {"description", "check_name", "severity"})
      EXPECT_FALSE(issue.getString(member).value_or("").empty()) << member;
    EXPECT_TRUE(fingerprints.insert(issue.getString("fingerprint")->str()).second);
    const json::Object &location = *issue.getObject("location");
    EXPECT_FALSE(location.getString("path")->starts_with("./"));
    EXPECT_GE(location.getObject("lines")->getInteger("begin").value_or(0), 1);
  }
}

TEST(Gitlab, ACleanRunIsAnEmptyArray) {
  TestProject project;
  EXPECT_EQ(reportOf(cleanRun(project), "gitlab"), "[]\n");
}

json::Object onlyDiagnostic(const RunSummary &run) {
  json::Value report = parsed(reportOf(run, "rdjson"));
  const json::Array &diagnostics = *report.getAsObject()->getArray("diagnostics");
  EXPECT_EQ(diagnostics.size(), 1u);
  return *diagnostics[0].getAsObject();
}

TEST(Rdjson, AStepIsARelatedLocationAndOneWithoutAPlaceIsPartOfTheMessage) {
  TestProject project;
  Finding finding = simpleFinding();
  finding.step({"b.cpp", 2, 3, 2, 9}, "waits", "worker").step({}, "for ever");
  json::Object diagnostic = onlyDiagnostic(runWith(project, {finding}));
  EXPECT_EQ(diagnostic.getString("message"), "message\n2. for ever");
  const json::Array &related = *diagnostic.getArray("related_locations");
  ASSERT_EQ(related.size(), 1u);
  EXPECT_EQ(related[0].getAsObject()->getString("message"), "1. [worker] waits");
  EXPECT_EQ(related[0].getAsObject()->getObject("location")->getString("path"), "b.cpp");
}

TEST(Rdjson, OnlyAFixInOnePieceIsSuggested) {
  TestProject project;
  Finding finding = simpleFinding();
  Replacement one{{"a.cpp", 1, 1, 1, 2}, "x"};
  Replacement elsewhere{{"b.cpp", 1, 1, 1, 2}, "x"};
  finding.fixes = {{"in one piece", {one}}, {"in two", {one, one}}, {"in another file", {elsewhere}}};
  json::Object diagnostic = onlyDiagnostic(runWith(project, {finding}));
  ASSERT_EQ(diagnostic.getArray("suggestions")->size(), 1u);
  EXPECT_EQ((*diagnostic.getArray("suggestions"))[0].getAsObject()->getString("text"), "x");
}

TEST(Rdjson, AnEndIsWrittenOnlyWithItsColumn) {
  TestProject project;
  Finding finding = simpleFinding();
  finding.place = {"a.cpp", 3, 0, 4, 0};
  json::Object diagnostic = onlyDiagnostic(runWith(project, {finding}));
  EXPECT_EQ(*diagnostic.getObject("location")->getObject("range"),
            (json::Object{{"start", json::Object{{"line", 3}}}}));
}

} // namespace
} // namespace leash
