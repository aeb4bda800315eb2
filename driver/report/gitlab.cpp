// gitlab: findings as a Code Quality report, which GitLab shows in merge requests.
//
// GitLab reads six members of an issue as Code Climate defines it. The others are there for readers of the whole
// definition: `content` is the story.

#include "driver/report/json-text.h"
#include "driver/report/markdown-text.h"
#include "driver/report/paths.h"
#include "driver/report/report.h"
#include "driver/report/story.h"

#include <algorithm>

namespace leash {

namespace json = llvm::json;

static const char *severityOf(const Finding &finding) {
  switch (finding.severity) {
  case Severity::Note:
    return "info";
  case Severity::Warning:
    return "major";
  case Severity::Error:
    return "critical";
  }
  return "major";
}

/// An issue has to have a path and a line: what stands nowhere is shown at the top of the project.
static json::Object location(const Finding &finding, Paths &paths) {
  const Place &place = shownPlace(finding);
  json::Object lines{{"begin", std::max(place.line, 1u)}};
  if (place.endLine > place.line)
    lines["end"] = place.endLine;
  std::string path = place.file.empty() ? "." : validText(paths.relative(place.file));
  return json::Object{{"path", std::move(path)}, {"lines", std::move(lines)}};
}

static void writeIssue(const Finding &finding, Paths &paths, json::OStream &out) {
  out.object([&] {
    out.attribute("type", "issue");
    out.attribute("check_name", validText(ruleIdOf(finding.check)));
    out.attribute("description", validText(finding.message));
    out.attribute("severity", severityOf(finding));
    out.attribute("fingerprint", validText(finding.fingerprint));
    out.attribute("location", location(finding, paths));
    out.attribute("categories", json::Array{"Bug Risk"});
    if (std::string story = markdownSteps(finding, paths); !story.empty())
      out.attribute("content", json::Object{{"body", std::move(story)}});
  });
}

void writeGitlab(const RunSummary &summary, llvm::raw_ostream &stream) {
  Paths paths(summary.baseDirectory);
  writeJsonText(stream, [&](json::OStream &out) {
    out.array([&] {
      for (const Finding &finding : summary.findings)
        writeIssue(finding, paths, out);
    });
  });
}

} // namespace leash
