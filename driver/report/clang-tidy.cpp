// clang-tidy: findings in the form that callers of clang-tidy print and parse.
//
//   /src/cache.cpp:7:3: warning: 'mutex_' is still locked when 'reload' returns here [leash-lock-not-released]
//       7 |         return false;
//         |         ^~~~~~~~~~~~
//   /src/cache.cpp:4:2: note: locks 'mutex_'
//       4 |     mutex_.lock();
//         |     ^~~~~~~~~~~~~
//
// Nothing else is written: no heading, no counts. A unit that couldn't be parsed is an error with Clang's name for it.

#include "driver/report/excerpt.h"
#include "driver/report/printable.h"
#include "driver/report/report.h"
#include "driver/report/story.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"

#include <algorithm>

namespace leash {

namespace {

class ClangTidyReport {
public:
  ClangTidyReport(const RunSummary &summary, TextStyle style, llvm::raw_ostream &out)
      : style_(style), out_(out), summary_(summary), sources_(summary.baseDirectory) {}

  void write();

private:
  void writeFinding(const Finding &finding);
  void writeUnanalyzed(const UnanalyzedUnit &unit);
  void writeLine(const std::string &position, llvm::StringRef level, const std::string &message);
  void writeSource(const Place &place);
  void writeNote(const Place &place, llvm::StringRef message);
  std::string position(const Place &place) const;
  std::string shown(llvm::StringRef text) const { return printable(text, style_.unicode); }
  std::string shownFile(llvm::StringRef file) const { return leash::shownFile(file, style_.unicode); }
  std::string paint(llvm::StringRef code, const std::string &text) const;

  const TextStyle style_;
  llvm::raw_ostream &out_;
  const RunSummary &summary_;
  SourceFiles sources_;
};

/// The width that Clang gives to a line's number.
constexpr size_t NumberWidth = 5;

std::string numbered(uint32_t line) {
  std::string number = line == 0 ? "" : llvm::utostr(line);
  number.insert(0, NumberWidth - std::min(number.size(), NumberWidth), ' ');
  return number + " | ";
}

} // namespace

std::string ClangTidyReport::paint(llvm::StringRef code, const std::string &text) const {
  return style_.color && !text.empty() ? "\x1b[" + code.str() + "m" + text + "\x1b[0m" : text;
}

std::string ClangTidyReport::position(const Place &place) const {
  if (!place.isKnown())
    return {};
  return shownFile(place.file) + ":" + llvm::utostr(place.line) + ":" + llvm::utostr(place.column);
}

void ClangTidyReport::writeLine(const std::string &position, llvm::StringRef level, const std::string &message) {
  if (!position.empty())
    out_ << paint("1", position + ":") << ' ';
  llvm::StringRef code = level == "error" ? "1;31" : level == "warning" ? "1;35" : "1;36";
  out_ << paint(code, level.str() + ":") << ' ' << (level == "note" ? message : paint("1", message)) << '\n';
}

void ClangTidyReport::writeSource(const Place &place) {
  if (!place.isKnown())
    return;
  std::optional<Excerpt> excerpt = excerptOf(sources_.open(place.file), place, style_.unicode);
  if (!excerpt)
    return;
  std::string mark = "^" + std::string(std::max(excerpt->markWidth, 1u) - 1, '~');
  out_ << numbered(place.line) << excerpt->before << excerpt->marked << excerpt->after << '\n'
       << numbered(0) << std::string(excerpt->markColumn, ' ') << paint("1;32", mark) << '\n';
}

void ClangTidyReport::writeNote(const Place &place, llvm::StringRef message) {
  writeLine(position(place), "note", shown(message));
  writeSource(place);
}

/// The finding, and as notes its steps, the remedy, and the fixes if there are several. An error is one because
/// --warnings-as-errors says so, and its name tells that.
void ClangTidyReport::writeFinding(const Finding &finding) {
  bool isError = finding.severity == Severity::Error;
  writeLine(position(finding.place), isError ? "error" : "warning",
            shown(finding.message) + " [leash-" + shown(finding.check) + (isError ? ",-warnings-as-errors]" : "]"));
  writeSource(finding.place);
  for (const Step &step : finding.steps)
    writeNote(step.place, (step.thread.empty() ? "" : "[" + step.thread + "] ") + step.message);
  if (!finding.remedy.empty())
    writeNote(finding.place, finding.remedy);
  if (finding.fixes.size() > 1)
    for (const Fix &fix : finding.fixes)
      writeNote(finding.place, fix.description);
}

/// The reason begins with a place, in the unit's file if it names none.
void ClangTidyReport::writeUnanalyzed(const UnanalyzedUnit &unit) {
  static const llvm::Regex withPlace("^((.*):)?([0-9]+:[0-9]+): (.*)$");
  static constexpr llvm::StringLiteral Name = " [clang-diagnostic-error]";
  llvm::SmallVector<llvm::StringRef> parts;
  if (!withPlace.match(llvm::StringRef(unit.reason).ltrim(), &parts)) {
    writeLine("", "error", shownFile(unit.file) + ": " + shown(unit.reason) + Name.str());
    return;
  }
  std::string file = parts[2].empty() ? unit.file : parts[2].str();
  writeLine(shownFile(file) + ":" + parts[3].str(), "error", shown(parts[4]) + Name.str());
}

void ClangTidyReport::write() {
  for (const UnanalyzedUnit &unit : summary_.unanalyzed)
    writeUnanalyzed(unit);
  for (const Finding &finding : summary_.findings)
    writeFinding(finding);
}

void writeClangTidy(const RunSummary &summary, TextStyle style, llvm::raw_ostream &out) {
  ClangTidyReport(summary, style, out).write();
}

} // namespace leash
