// markdown: a summary for people, as a comment on a change or as the summary of a step.
//
//   ## Leash: 2 errors, 9 warnings
//   **error** [`src/cache.cpp:7`](src/cache.cpp#L7) `mutex_` is still locked when `reload` returns here …
//     <the steps, folded>
//
// A reader who stops early must have seen the worst, and a summary that is too long is shown to nobody. So the findings
// are sorted by severity. Their headlines get half of the room, and what is left after them goes to their steps. Those
// for which there is no room are counted. Of what a base has, too, there is the number in the heading.

#include "driver/report/markdown-text.h"
#include "driver/report/paths.h"
#include "driver/report/report.h"
#include "driver/report/story.h"
#include "driver/report/summary-line.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <map>

namespace leash {

namespace {

/// Kept free for the counts of what is left out.
constexpr size_t RoomForCounts = 4000;

/// Notes and names of checks are few, but it isn't for us to say how few.
constexpr size_t MaxNotes = 5;
constexpr size_t MaxChecksNamed = 20;

class MarkdownReport {
public:
  explicit MarkdownReport(const RunSummary &summary) : summary_(summary), paths_(summary.baseDirectory) {}

  std::string text();

private:
  void addIncomplete();
  void addFindings(size_t room);
  void addLeftOut(llvm::ArrayRef<const Finding *> left);

  std::string notes() const;
  std::vector<const Finding *> bySeverity() const;
  std::string headline(const Finding &finding);
  std::string details(const Finding &finding);

  const RunSummary &summary_;
  Paths paths_;
  std::string text_;
};

} // namespace

/// An analysis that has left something out must not look like a clean one.
void MarkdownReport::addIncomplete() {
  if (summary_.unanalyzed.empty())
    return;
  text_ += "**" + unanalyzedLine(summary_) + "**, and nothing is known about what is in there:\n\n";
  for (const UnanalyzedUnit &unit : llvm::ArrayRef(summary_.unanalyzed).take_front(MaxUnitsNamed))
    text_ += "- " + placeLink({unit.file, 0, 0, 0, 0}, paths_, summary_.sourceUrl) + ": " + prose(unit.reason) + "\n";
  if (summary_.unanalyzed.size() > MaxUnitsNamed)
    text_ += "- and " + llvm::utostr(summary_.unanalyzed.size() - MaxUnitsNamed) + " more\n";
  text_ += '\n';
}

std::string MarkdownReport::notes() const {
  std::string text;
  for (const std::string &note : llvm::ArrayRef(summary_.notes).take_front(MaxNotes))
    text += "Note: " + prose(note) + "\n\n";
  if (summary_.notes.size() > MaxNotes)
    text += "Note: and " + llvm::utostr(summary_.notes.size() - MaxNotes) + " more notes\n\n";
  return text;
}

std::string MarkdownReport::headline(const Finding &finding) {
  std::string place = placeLink(shownPlace(finding), paths_, summary_.sourceUrl);
  return "**" + std::string(spelling(finding.severity)) + "** " + (place.empty() ? "" : place + " ") +
         prose(finding.message) + " " + codeSpan("[" + ruleIdOf(finding.check) + "]") + "\n\n";
}

/// Inside of the fold Markdown is read as such only after an empty line.
std::string MarkdownReport::details(const Finding &finding) {
  std::string text;
  if (!finding.steps.empty())
    text += "<details><summary>" + counted(finding.steps.size(), "step") + "</summary>\n\n" +
            markdownSteps(finding, paths_, summary_.sourceUrl) + "\n</details>\n\n";
  if (!finding.remedy.empty())
    text += "Help: " + prose(finding.remedy) + "\n\n";
  return text;
}

void MarkdownReport::addLeftOut(llvm::ArrayRef<const Finding *> left) {
  if (left.empty())
    return;
  std::map<std::string, size_t> byCheck;
  for (const Finding *finding : left)
    ++byCheck[ruleIdOf(finding->check)];
  text_ += "**" + counted(left.size(), "more finding") + "** did not fit here:\n\n";
  size_t named = 0;
  for (const auto &[rule, count] : byCheck)
    if (named++ < MaxChecksNamed)
      text_ += "- " + codeSpan(llvm::StringRef(rule).take_front(100)) + ": " + llvm::utostr(count) + "\n";
  if (named > MaxChecksNamed)
    text_ += "- and " + counted(named - MaxChecksNamed, "more check") + "\n";
  text_ += '\n';
}

std::vector<const Finding *> MarkdownReport::bySeverity() const {
  std::vector<const Finding *> findings;
  for (Severity severity : {Severity::Error, Severity::Warning, Severity::Note})
    for (const Finding &finding : summary_.findings)
      if (finding.severity == severity)
        findings.push_back(&finding);
  return findings;
}

void MarkdownReport::addFindings(size_t room) {
  std::vector<const Finding *> findings = bySeverity();
  std::vector<std::string> headlines;
  size_t used = 0;
  for (const Finding *finding : findings) {
    std::string headline = this->headline(*finding);
    if (used + headline.size() > room / 2)
      break;
    used += headline.size();
    headlines.push_back(std::move(headline));
  }
  for (const auto &[index, headline] : llvm::enumerate(headlines)) {
    text_ += headline;
    std::string details = this->details(*findings[index]);
    if (used + details.size() > room)
      continue;
    used += details.size();
    text_ += details;
  }
  addLeftOut(llvm::ArrayRef(findings).drop_front(headlines.size()));
}

std::string MarkdownReport::text() {
  text_ = "## Leash: " + outcome(summary_) + "\n\n";
  text_ += summaryLine(summary_) + "\n\n";
  addIncomplete();
  std::string notes = this->notes();
  size_t taken = text_.size() + notes.size() + RoomForCounts;
  addFindings(MaxMarkdownBytes - std::min(taken, MaxMarkdownBytes));
  text_ += notes;
  return llvm::StringRef(text_).rtrim('\n').str() + "\n";
}

void writeMarkdown(const RunSummary &summary, llvm::raw_ostream &out) {
  // Without the time, two runs write the same, and a comment that is brought up to date changes only with the findings.
  RunSummary timeless = summary;
  timeless.seconds.reset();
  out << MarkdownReport(timeless).text();
}

} // namespace leash
