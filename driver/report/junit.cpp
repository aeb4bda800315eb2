// junit: a run as a report of tests, which every CI server can show.
//
// That the analysis is complete is a test, so that a clean run has one that has passed. Every finding is one more, in a
// suite of its check: what gates has failed, a note has passed and says so, and what is suppressed was skipped.

#include "driver/report/paths.h"
#include "driver/report/printable.h"
#include "driver/report/report.h"
#include "driver/report/story.h"
#include "driver/report/summary-line.h"
#include "driver/report/suppressed-by.h"
#include "driver/report/xml.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <map>

namespace leash {

namespace {

/// The findings of one check.
struct Suite {
  std::vector<const Finding *> reported;
  std::vector<const Finding *> suppressed;

  size_t failures() const {
    return llvm::count_if(reported, [](const Finding *finding) { return finding->severity != Severity::Note; });
  }
};

class JunitReport {
public:
  JunitReport(const RunSummary &summary, llvm::raw_ostream &out)
      : summary_(summary), paths_(summary.baseDirectory), xml_(out) {
    for (const Finding &finding : summary.findings)
      suites_[ruleIdOf(finding.check)].reported.push_back(&finding);
    for (const Finding &finding : summary.suppressed)
      suites_[ruleIdOf(finding.check)].suppressed.push_back(&finding);
  }

  void write();

private:
  void writeCompleteness();
  void writeSuite(const std::string &rule, const Suite &suite);
  void writeCase(const Finding &finding, llvm::function_ref<void()> outcome);
  void writeReported(const Finding &finding);
  void writeSuppressed(const Finding &finding);
  std::string nameOf(const Finding &finding);
  std::string details(const Finding &finding);

  const RunSummary &summary_;
  Paths paths_;
  XmlWriter xml_;
  std::map<std::string, Suite> suites_;
  std::map<std::string, unsigned> names_; ///< how often a test's name was given
};

} // namespace

/// A test is known by its name from run to run, so there is no line in it. Namesakes are numbered.
std::string JunitReport::nameOf(const Finding &finding) {
  const Place &place = shownPlace(finding);
  std::string where = !finding.entity.empty() ? finding.entity : paths_.relative(place.file).str();
  std::string name = where.empty() ? finding.message : where + ": " + finding.message;
  unsigned number = ++names_[ruleIdOf(finding.check) + " " + name];
  return number == 1 ? name : name + " (" + llvm::utostr(number) + ")";
}

/// As the first line of text, then the story.
std::string JunitReport::details(const Finding &finding) {
  std::string place = position(shownPlace(finding), paths_, /*unicode=*/true);
  return (place.empty() ? "" : place + ": ") + std::string(spelling(finding.severity)) + ": " +
         storyOf(finding, paths_);
}

void JunitReport::writeCase(const Finding &finding, llvm::function_ref<void()> outcome) {
  const Place &place = shownPlace(finding);
  std::string file = paths_.relative(place.file).str();
  std::string line = file.empty() ? "" : llvm::utostr(std::max(place.line, 1u));
  xml_.element("testcase",
               {{"classname", ruleIdOf(finding.check)}, {"name", nameOf(finding)}, {"file", file}, {"line", line}},
               outcome);
}

void JunitReport::writeReported(const Finding &finding) {
  writeCase(finding, [&] {
    if (finding.severity == Severity::Note)
      xml_.element("system-out", {}, details(finding));
    else
      xml_.element("failure", {{"message", finding.message}, {"type", std::string(spelling(finding.severity))}},
                   details(finding));
  });
}

void JunitReport::writeSuppressed(const Finding &finding) {
  std::string by = finding.suppression ? suppressedBy(*finding.suppression, paths_, /*unicode=*/true) : "";
  writeCase(finding, [&] { xml_.element("skipped", {{"message", "suppressed: " + finding.message}}, by); });
}

void JunitReport::writeSuite(const std::string &rule, const Suite &suite) {
  xml_.element("testsuite",
               {{"name", rule},
                {"tests", llvm::utostr(suite.reported.size() + suite.suppressed.size())},
                {"failures", llvm::utostr(suite.failures())},
                {"errors", "0"},
                {"skipped", llvm::utostr(suite.suppressed.size())}},
               [&] {
                 for (const Finding *finding : suite.reported)
                   writeReported(*finding);
                 for (const Finding *finding : suite.suppressed)
                   writeSuppressed(*finding);
               });
}

void JunitReport::writeCompleteness() {
  bool isComplete = summary_.unanalyzed.empty();
  std::string units;
  for (const UnanalyzedUnit &unit : summary_.unanalyzed)
    units += position({unit.file, 0, 0, 0, 0}, paths_, /*unicode=*/true) + ": " +
             printable(unit.reason, /*unicode=*/true) + "\n";
  xml_.element(
      "testsuite",
      {{"name", "leash"}, {"tests", "1"}, {"failures", "0"}, {"errors", isComplete ? "0" : "1"}, {"skipped", "0"}},
      [&] {
        XmlWriter::Attributes known = {{"classname", "leash"}, {"name", "every unit could be analysed"}};
        if (isComplete)
          xml_.element("testcase", known);
        else
          xml_.element("testcase", known, [&] {
            xml_.element("error", {{"message", unanalyzedLine(summary_)}, {"type", "incomplete"}}, units);
          });
      });
}

void JunitReport::write() {
  size_t failures = 0;
  for (const auto &[rule, suite] : suites_)
    failures += suite.failures();
  xml_.element("testsuites",
               {{"name", "Leash"},
                {"tests", llvm::utostr(1 + summary_.findings.size() + summary_.suppressed.size())},
                {"failures", llvm::utostr(failures)},
                {"errors", summary_.unanalyzed.empty() ? "0" : "1"}},
               [&] {
                 writeCompleteness();
                 for (const auto &[rule, suite] : suites_)
                   writeSuite(rule, suite);
               });
}

void writeJunit(const RunSummary &summary, llvm::raw_ostream &out) { JunitReport(summary, out).write(); }

} // namespace leash
