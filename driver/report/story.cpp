// story: a finding in lines of plain text.

#include "driver/report/story.h"
#include "driver/report/printable.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace leash {

std::string ruleIdOf(llvm::StringRef check) { return ("leash-" + check).str(); }

const Place &shownPlace(const Finding &finding) {
  if (!finding.place.file.empty())
    return finding.place;
  auto step = llvm::find_if(finding.steps, [](const Step &each) { return !each.place.file.empty(); });
  return step == finding.steps.end() ? finding.place : step->place;
}

std::string shownFile(llvm::StringRef file, bool unicode) {
  std::string text = printable(file, unicode);
  // At the beginning of a line, GitHub's runner takes two colons for a command.
  if (llvm::StringRef(text).ltrim().starts_with(":"))
    text.insert(0, "./");
  return text;
}

std::string position(const Place &place, Paths &paths, bool unicode) {
  std::string text = shownFile(paths.relative(place.file), unicode);
  if (place.isKnown())
    text += ":" + llvm::utostr(place.line);
  if (place.isKnown() && place.column != 0)
    text += ":" + llvm::utostr(place.column);
  return text;
}

std::string originUnlessAt(const Place &shown, const Finding &finding, Paths &paths) {
  const Place &own = shownPlace(finding);
  bool isThere = own.file == shown.file && own.line == shown.line;
  return isThere ? "" : position(own, paths, /*unicode=*/true) + ": ";
}

std::string told(const Step &step) {
  return step.thread.empty() ? step.message : "[" + step.thread + "] " + step.message;
}

std::string storyOf(const Finding &finding, Paths &paths) {
  std::string text = printable(finding.message, /*unicode=*/true);
  for (const auto &[index, step] : llvm::enumerate(finding.steps)) {
    text += "\n" + llvm::utostr(index + 1) + ". ";
    if (std::string place = position(step.place, paths, /*unicode=*/true); !place.empty())
      text += place + ": ";
    text += printable(told(step), /*unicode=*/true);
  }
  if (!finding.remedy.empty())
    text += "\nhelp: " + printable(finding.remedy, /*unicode=*/true);
  return text;
}

} // namespace leash
