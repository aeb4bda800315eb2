// github: findings as workflow commands, which GitHub turns into annotations of a pull request without any token.
//
// GitHub keeps ten annotations per level and step and drops all others without a word. So we stop at ten ourselves and
// say how many there are beyond; one of the ten notices is kept for that sentence.
//
// What is new is shown where the change has brought it, so that it stands beside the lines that are being reviewed.
// What a base has, too, comes last and as notices, however severe it is: an error on a line that nobody has touched
// would be read as a reason to stop.

#include "driver/report/json-text.h"
#include "driver/report/paths.h"
#include "driver/report/printable.h"
#include "driver/report/report.h"
#include "driver/report/story.h"
#include "driver/report/summary-line.h"

#include "llvm/ADT/StringExtras.h"

namespace leash {

static constexpr unsigned MaxPerLevel = 10;

/// The data of a command ends with its line.
static std::string escapedMessage(llvm::StringRef text) {
  std::string escaped;
  for (char byte : validText(text)) {
    if (byte == '%' || byte == '\r' || byte == '\n')
      escaped += "%" + llvm::toHex(llvm::StringRef(&byte, 1));
    else
      escaped += byte;
  }
  return escaped;
}

/// A property ends with a comma, the last one with a colon.
static std::string escapedProperty(llvm::StringRef text) {
  std::string escaped = escapedMessage(text);
  auto replaceAll = [&escaped](llvm::StringRef from, llvm::StringRef to) {
    for (size_t i = escaped.find(from); i != std::string::npos; i = escaped.find(from, i + to.size()))
      escaped.replace(i, from.size(), to);
  };
  replaceAll(":", "%3A");
  replaceAll(",", "%2C");
  return escaped;
}

namespace {

class GithubReport {
public:
  GithubReport(const RunSummary &summary, llvm::raw_ostream &out)
      : summary_(summary), out_(out), paths_(summary.baseDirectory) {}

  void write();

private:
  void writeIncomplete();
  void writeFindings(llvm::ArrayRef<Finding> findings, bool areKnown);
  void writeFinding(const Finding &finding, const Place &place, Severity severity, llvm::StringRef remark);
  std::string properties(const Place &place, const Finding &finding, llvm::StringRef remark);

  const RunSummary &summary_;
  llvm::raw_ostream &out_;
  Paths paths_;
  unsigned used_[3] = {1, 0, 0}; ///< annotations by Severity; a notice is kept for what doesn't fit
  size_t left_ = 0;              ///< findings that didn't fit
};

} // namespace

static const char *commandOf(Severity severity) {
  return severity == Severity::Error ? "error" : severity == Severity::Warning ? "warning" : "notice";
}

std::string GithubReport::properties(const Place &place, const Finding &finding, llvm::StringRef remark) {
  std::string properties;
  if (!place.file.empty())
    properties += "file=" + escapedProperty(printable(paths_.relative(place.file), /*unicode=*/true)) + ",";
  if (place.isKnown()) {
    properties += "line=" + llvm::utostr(place.line) + ",";
    properties += "endLine=" + llvm::utostr(std::max(place.line, place.endLine)) + ",";
    // GitHub refuses columns where an annotation spans lines.
    if (place.column != 0 && place.endLine <= place.line)
      properties += "col=" + llvm::utostr(place.column) + ",";
  }
  return properties + "title=" + escapedProperty(ruleIdOf(finding.check) + remark.str());
}

void GithubReport::writeFinding(const Finding &finding, const Place &place, Severity severity, llvm::StringRef remark) {
  out_ << "::" << commandOf(severity) << ' ' << properties(place, finding, remark)
       << "::" << escapedMessage(originUnlessAt(place, finding, paths_) + storyOf(finding, paths_)) << '\n';
}

void GithubReport::writeFindings(llvm::ArrayRef<Finding> findings, bool areKnown) {
  for (const Finding &finding : findings) {
    Severity severity = areKnown ? Severity::Note : finding.severity;
    unsigned &used = used_[static_cast<size_t>(severity)];
    if (used == MaxPerLevel) {
      ++left_;
      continue;
    }
    ++used;
    writeFinding(finding, areKnown ? shownPlace(finding) : placeInChange(finding, summary_.changedLines), severity,
                 areKnown ? " (pre-existing)" : "");
  }
}

/// An analysis that has left something out must not look like a clean one.
void GithubReport::writeIncomplete() {
  std::string text = unanalyzedLine(summary_);
  for (const UnanalyzedUnit &unit : llvm::ArrayRef(summary_.unanalyzed).take_front(MaxUnitsNamed))
    text += "\n" + printable(paths_.relative(unit.file).str() + ": " + unit.reason, /*unicode=*/true);
  if (summary_.unanalyzed.size() > MaxUnitsNamed)
    text += "\nand " + llvm::utostr(summary_.unanalyzed.size() - MaxUnitsNamed) + " more";
  out_ << "::error title=Leash%3A analysis incomplete::" << escapedMessage(text) << '\n';
  ++used_[static_cast<size_t>(Severity::Error)];
}

void GithubReport::write() {
  if (!summary_.unanalyzed.empty())
    writeIncomplete();
  writeFindings(summary_.findings, /*areKnown=*/false);
  writeFindings(summary_.known, /*areKnown=*/true);
  if (left_ != 0)
    out_ << "::notice title=Leash::" << counted(left_, "more finding") << "; GitHub shows ten of each level%0A"
         << escapedMessage(summaryLine(summary_)) << '\n';
}

void writeGithub(const RunSummary &summary, llvm::raw_ostream &out) { GithubReport(summary, out).write(); }

} // namespace leash
