// checkstyle: findings in Checkstyle's XML, which CI servers and review bots have read for longest.
//
// An error has one place and one message, so its story is told in the message, line by line.

#include "driver/report/paths.h"
#include "driver/report/printable.h"
#include "driver/report/report.h"
#include "driver/report/story.h"
#include "driver/report/xml.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <map>

namespace leash {

namespace {

/// What there is to say about one file.
struct FileEntry {
  std::vector<const Finding *> findings;
  std::vector<const UnanalyzedUnit *> unanalyzed;
};

} // namespace

/// What stands nowhere is listed under the directory that Leash ran in.
static std::map<std::string, FileEntry> entriesByFile(const RunSummary &summary, Paths &paths) {
  std::map<std::string, FileEntry> entries;
  for (const Finding &finding : summary.findings) {
    const Place &place = shownPlace(finding);
    entries[place.file.empty() ? "." : paths.relative(place.file).str()].findings.push_back(&finding);
  }
  for (const UnanalyzedUnit &unit : summary.unanalyzed)
    entries[paths.relative(unit.file).str()].unanalyzed.push_back(&unit);
  return entries;
}

static const char *severityOf(const Finding &finding) {
  return finding.severity == Severity::Error ? "error" : finding.severity == Severity::Warning ? "warning" : "info";
}

static void writeError(const Finding &finding, Paths &paths, XmlWriter &xml) {
  const Place &place = shownPlace(finding);
  xml.element("error", {{"line", llvm::utostr(std::max(place.line, 1u))},
                        {"column", place.column == 0 ? "" : llvm::utostr(place.column)},
                        {"severity", severityOf(finding)},
                        {"message", storyOf(finding, paths)},
                        {"source", "leash." + finding.check}}); // readers take what is behind the last dot for the rule
}

void writeCheckstyle(const RunSummary &summary, llvm::raw_ostream &out) {
  Paths paths(summary.baseDirectory);
  XmlWriter xml(out);
  // The version is that of Checkstyle, whose format it is.
  xml.element("checkstyle", {{"version", "4.3"}}, [&] {
    for (const auto &[file, entry] : entriesByFile(summary, paths))
      xml.element("file", {{"name", file}}, [&, &entry = entry] {
        for (const Finding *finding : entry.findings)
          writeError(*finding, paths, xml);
        for (const UnanalyzedUnit *unit : entry.unanalyzed)
          xml.element("exception", {}, "could not be analysed: " + printable(unit->reason, /*unicode=*/true));
      });
  });
}

} // namespace leash
