// text: findings for a person at a terminal.
//
//   cache.cpp:41:5: error: 'mutex_' is still locked when refill() returns [leash-lock-not-released]
//   41 │     return false;
//      │     ^~~~~~~~~~~~
//      │
//      ├ 1. cache.cpp:38:3: locks 'mutex_'
//   38 │   mutex_.lock();
//      ╰ help: hold 'mutex_' in a std::lock_guard
//
// Every line that names a place begins with it, so that terminals and editors make it a link, and a finding's first
// line alone says all that grep wants. The rail on the left holds a finding together; the story stands on it in order.

#include "driver/report/diff.h"
#include "driver/report/excerpt.h"
#include "driver/report/paths.h"
#include "driver/report/printable.h"
#include "driver/report/report.h"
#include "driver/report/story.h"
#include "driver/report/summary-line.h"
#include "driver/report/suppressed-by.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

#include <algorithm>

namespace leash {

namespace {

enum class Ink { Plain, Bold, Dim, Red, Yellow, Cyan, Green, Magenta, Blue };

/// Of the findings that are fixed, so many are named.
constexpr size_t MaxFixedNamed = 10;

/// The longest fix that is shown; a longer one is better looked at in an editor.
constexpr size_t MaxFixLines = 24;

class TextReport {
public:
  TextReport(const RunSummary &summary, TextStyle style, llvm::raw_ostream &out)
      : summary_(summary), style_(style), out_(out), paths_(summary.baseDirectory), sources_(summary.baseDirectory) {}

  void write();

private:
  /// A remark on the rail, and the lines that belong to it.
  struct Remark {
    std::string text;
    std::vector<std::string> lines;
  };

  void measure(const Finding &finding);
  void writeFinding(const Finding &finding);
  void writeHeader(const Finding &finding);
  void writeSource(const Finding &finding);
  void writeRemarks(llvm::ArrayRef<Remark> remarks);
  void writeClosing();
  void writeFixed();
  void writeSuppressed();

  std::vector<Remark> stepsOf(const Finding &finding);
  Remark stepRemark(const Finding &finding, size_t index);
  Remark fixRemark(const Fix &fix);

  std::string sourceLine(const Place &place);
  std::string railLine(uint32_t line, const std::string &content);
  std::string gutter(uint32_t line) const;
  std::string missingSource(const Place &place);
  std::string positionOf(const Place &place) { return position(place, paths_, style_.unicode); }
  std::string shown(llvm::StringRef text) const { return printable(text, style_.unicode); }
  std::string paint(Ink ink, const std::string &text) const;
  std::string threadLabel(const Finding &finding, llvm::StringRef thread) const;
  static Ink inkOf(Severity severity);

  const RunSummary &summary_;
  const TextStyle style_;
  llvm::raw_ostream &out_;
  Paths paths_;
  SourceFiles sources_;
  llvm::StringSet<> missing_; ///< files of which it was said already that they can't be read
  unsigned gutterWidth_ = 2;
};

} // namespace

std::string TextReport::paint(Ink ink, const std::string &text) const {
  static constexpr const char *Codes[] = {"", "1", "2", "1;31", "1;33", "36", "32", "35", "34"};
  if (!style_.color || ink == Ink::Plain || text.empty())
    return text;
  return std::string("\x1b[") + Codes[static_cast<size_t>(ink)] + "m" + text + "\x1b[0m";
}

Ink TextReport::inkOf(Severity severity) {
  return severity == Severity::Error ? Ink::Red : severity == Severity::Warning ? Ink::Yellow : Ink::Cyan;
}

/// The number of the line, or as much space if it has none (0), and the rail.
std::string TextReport::gutter(uint32_t line) const {
  std::string number = line == 0 ? "" : llvm::utostr(line);
  number.insert(0, gutterWidth_ - std::min<size_t>(number.size(), gutterWidth_), ' ');
  return paint(Ink::Blue, number + (style_.unicode ? " │" : " |"));
}

std::string TextReport::railLine(uint32_t line, const std::string &content) {
  return gutter(line) + (content.empty() ? "" : " ") + content;
}

/// Why the line at `place` can't be shown; said once per file.
std::string TextReport::missingSource(const Place &place) {
  if (!missing_.insert(place.file).second)
    return {};
  llvm::StringRef problem = sources_.open(place.file).problem();
  std::string reason = problem.empty() ? "it has no line " + llvm::utostr(place.line) + " any more" : shown(problem);
  return railLine(0, paint(Ink::Dim, "(cannot show " + shown(paths_.relative(place.file)) + ": " + reason + ")"));
}

std::string TextReport::sourceLine(const Place &place) {
  std::optional<Excerpt> excerpt = excerptOf(sources_.open(place.file), place, style_.unicode);
  if (!excerpt)
    return missingSource(place);
  return railLine(place.line, paint(Ink::Dim, excerpt->before) + excerpt->marked + paint(Ink::Dim, excerpt->after));
}

void TextReport::measure(const Finding &finding) {
  uint32_t last = finding.place.line;
  for (const Step &step : finding.steps)
    last = std::max(last, step.place.line);
  for (const Fix &fix : finding.fixes)
    for (const Replacement &replacement : fix.replacements)
      last = std::max(last, replacement.place.line);
  gutterWidth_ = std::max<unsigned>(gutterWidth_, llvm::utostr(last).size());
}

void TextReport::writeHeader(const Finding &finding) {
  std::string place = positionOf(finding.place);
  if (!place.empty())
    out_ << paint(Ink::Bold, place + ":") << ' ';
  out_ << paint(inkOf(finding.severity), std::string(spelling(finding.severity)) + ":") << ' '
       << paint(Ink::Bold, shown(finding.message)) << ' ' << paint(Ink::Dim, "[leash-" + shown(finding.check) + "]")
       << '\n';
}

void TextReport::writeSource(const Finding &finding) {
  if (!finding.place.isKnown())
    return;
  std::optional<Excerpt> excerpt = excerptOf(sources_.open(finding.place.file), finding.place, style_.unicode);
  if (!excerpt) {
    std::string reason = missingSource(finding.place);
    out_ << reason << (reason.empty() ? "" : "\n");
    return;
  }
  out_ << railLine(finding.place.line, excerpt->before + excerpt->marked + excerpt->after) << '\n';
  std::string underline = "^" + std::string(excerpt->markWidth - 1, '~');
  if (excerpt->goesOn)
    underline += style_.unicode ? "…" : "...";
  out_ << railLine(0, std::string(excerpt->markColumn, ' ') + paint(inkOf(finding.severity), underline)) << '\n';
}

/// Each thread of a story has its colour, so that the eye can follow one of them.
std::string TextReport::threadLabel(const Finding &finding, llvm::StringRef thread) const {
  static constexpr Ink Inks[] = {Ink::Cyan, Ink::Magenta, Ink::Green, Ink::Yellow};
  std::vector<llvm::StringRef> threads;
  for (const Step &step : finding.steps)
    if (!step.thread.empty() && !llvm::is_contained(threads, step.thread))
      threads.push_back(step.thread);
  size_t number = llvm::find(threads, thread) - threads.begin();
  return paint(Inks[number % std::size(Inks)], "[" + shown(thread) + "]") + " ";
}

TextReport::Remark TextReport::stepRemark(const Finding &finding, size_t index) {
  const Step &step = finding.steps[index];
  std::string number = llvm::utostr(index + 1);
  number.insert(0, llvm::utostr(finding.steps.size()).size() - number.size(), ' ');
  Remark remark;
  remark.text = paint(Ink::Bold, number + ".") + " ";
  if (std::string place = positionOf(step.place); !place.empty())
    remark.text += place + ": ";
  if (!step.thread.empty())
    remark.text += threadLabel(finding, step.thread);
  remark.text += shown(step.message);

  // The finding's own line heads the story, and the step above has just shown its line: neither is shown again.
  auto isOnLineOf = [&step](const Place &other) {
    return step.place.file == other.file && step.place.line == other.line;
  };
  bool isShown = isOnLineOf(finding.place) || (index != 0 && isOnLineOf(finding.steps[index - 1].place));
  if (step.place.isKnown() && !isShown)
    if (std::string line = sourceLine(step.place); !line.empty())
      remark.lines.push_back(std::move(line));
  return remark;
}

std::vector<TextReport::Remark> TextReport::stepsOf(const Finding &finding) {
  std::vector<Remark> remarks;
  for (size_t index = 0; index < finding.steps.size(); ++index)
    remarks.push_back(stepRemark(finding, index));
  return remarks;
}

TextReport::Remark TextReport::fixRemark(const Fix &fix) {
  Remark remark{paint(Ink::Green, "fix:") + " " + shown(fix.description), {}};
  for (const Hunk &hunk : hunksOf(fix, sources_)) {
    for (auto [index, line] : llvm::enumerate(hunk.removed))
      remark.lines.push_back(railLine(hunk.line + index, paint(Ink::Red, "- " + shownLine(line, style_.unicode))));
    for (const std::string &line : hunk.added)
      remark.lines.push_back(railLine(0, paint(Ink::Green, "+ " + shownLine(line, style_.unicode))));
  }
  if (remark.lines.size() > MaxFixLines) {
    std::string rest = "and " + llvm::utostr(remark.lines.size() - MaxFixLines) + " more lines";
    remark.lines.resize(MaxFixLines);
    remark.lines.push_back(railLine(0, paint(Ink::Dim, rest)));
  }
  return remark;
}

void TextReport::writeRemarks(llvm::ArrayRef<Remark> remarks) {
  std::string indent(gutterWidth_ + 1, ' ');
  for (const Remark &remark : remarks) {
    bool isEnd = &remark == &remarks.back() && remark.lines.empty();
    llvm::StringRef branch = !style_.unicode ? "|" : isEnd ? "╰" : "├";
    out_ << paint(Ink::Blue, indent + branch.str()) << ' ' << remark.text << '\n';
    for (const std::string &line : remark.lines)
      out_ << line << '\n';
  }
}

void TextReport::writeFinding(const Finding &finding) {
  writeHeader(finding);
  writeSource(finding);
  std::vector<Remark> remarks = stepsOf(finding);
  if (!finding.remedy.empty())
    remarks.push_back({paint(Ink::Cyan, "help:") + " " + shown(finding.remedy), {}});
  for (const Fix &fix : finding.fixes)
    remarks.push_back(fixRemark(fix));
  if (!remarks.empty())
    out_ << gutter(0) << '\n';
  writeRemarks(remarks);
  out_ << '\n';
}

/// A good turn is worth a line, too.
void TextReport::writeFixed() {
  llvm::ArrayRef<Finding> fixed = summary_.fixed;
  for (const Finding &finding : fixed.take_front(MaxFixedNamed)) {
    std::string place = finding.place.file.empty() ? "" : positionOf(finding.place) + ": ";
    out_ << paint(Ink::Green, "fixed:") << ' ' << place << shown(finding.message) << " [leash-" << finding.check
         << "]\n";
  }
  if (fixed.size() > MaxFixedNamed)
    out_ << paint(Ink::Green, "fixed:") << " and " << fixed.size() - MaxFixedNamed << " more\n";
}

/// A line each, and one that says by whom.
void TextReport::writeSuppressed() {
  for (const Finding &finding : summary_.suppressed) {
    std::string place = finding.place.file.empty() ? "" : positionOf(finding.place) + ": ";
    out_ << paint(Ink::Dim, "suppressed:") << ' ' << place << shown(finding.message) << " [leash-"
         << shown(finding.check) << "]\n";
    if (finding.suppression)
      out_ << "  " << suppressedBy(*finding.suppression, paths_, style_.unicode) << '\n';
  }
}

void TextReport::writeClosing() {
  writeFixed();
  for (const std::string &note : summary_.notes)
    out_ << paint(Ink::Cyan, "note:") << ' ' << shown(note) << '\n';
  out_ << paint(Ink::Bold, summaryLine(summary_)) << '\n';
  if (summary_.unanalyzed.empty())
    return;
  out_ << paint(Ink::Red, unanalyzedLine(summary_) + ":") << '\n';
  for (const UnanalyzedUnit &unit : llvm::ArrayRef(summary_.unanalyzed).take_front(MaxUnitsNamed))
    out_ << "  " << positionOf({unit.file, 0, 0, 0, 0}) << ": " << shown(unit.reason) << '\n';
  if (summary_.unanalyzed.size() > MaxUnitsNamed)
    out_ << "  and " << summary_.unanalyzed.size() - MaxUnitsNamed << " more\n";
}

void TextReport::write() {
  for (const Finding &finding : summary_.findings)
    measure(finding);
  for (const Finding &finding : summary_.findings)
    writeFinding(finding);
  if (style_.suppressed)
    writeSuppressed();
  if (style_.summary)
    writeClosing();
}

void writeText(const RunSummary &summary, TextStyle style, llvm::raw_ostream &out) {
  TextReport(summary, style, out).write();
}

} // namespace leash
