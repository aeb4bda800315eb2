// rdjson: findings in reviewdog's diagnostic format, which it posts to the forges that it knows.
//
// reviewdog counts columns in bytes, as we do, and takes an end without a column for a whole line, so an end is written
// only together with its column.

#include "driver/report/json-text.h"
#include "driver/report/paths.h"
#include "driver/report/report.h"
#include "driver/report/story.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace leash {

namespace json = llvm::json;

static const char *severityOf(const Finding &finding) {
  switch (finding.severity) {
  case Severity::Note:
    return "INFO";
  case Severity::Warning:
    return "WARNING";
  case Severity::Error:
    return "ERROR";
  }
  return "WARNING";
}

static json::Object point(uint32_t line, uint32_t column) {
  json::Object point{{"line", line}};
  if (column != 0)
    point["column"] = column;
  return point;
}

static json::Object range(const Place &place) {
  json::Object range{{"start", point(place.line, place.column)}};
  if (place.column != 0 && place.endLine >= place.line && place.endColumn != 0)
    range["end"] = point(place.endLine, place.endColumn);
  return range;
}

static json::Object location(const Place &place, Paths &paths) {
  json::Object location{{"path", validText(paths.relative(place.file))}};
  if (place.isKnown())
    location["range"] = range(place);
  return location;
}

static std::string numbered(size_t index, const Step &step) { return llvm::utostr(index + 1) + ". " + told(step); }

/// The message and the remedy. A step has to have a location to be a related one, so the others are told here.
static std::string messageOf(const Finding &finding) {
  std::string text = finding.message;
  for (const auto &[index, step] : llvm::enumerate(finding.steps))
    if (step.place.file.empty())
      text += "\n" + numbered(index, step);
  if (!finding.remedy.empty())
    text += "\nhelp: " + finding.remedy;
  return text;
}

static json::Array relatedLocations(const Finding &finding, Paths &paths) {
  json::Array related;
  for (const auto &[index, step] : llvm::enumerate(finding.steps))
    if (!step.place.file.empty())
      related.push_back(
          json::Object{{"message", validText(numbered(index, step))}, {"location", location(step.place, paths)}});
  return related;
}

/// A reviewer may take one suggestion and leave the next, so only a fix that is a single replacement can be suggested;
/// and a suggestion has no path of its own.
static json::Array suggestions(const Finding &finding) {
  json::Array suggestions;
  for (const Fix &fix : finding.fixes) {
    if (fix.replacements.size() != 1)
      continue;
    const Replacement &replacement = fix.replacements.front();
    if (replacement.place.file == finding.place.file && replacement.place.isKnown())
      suggestions.push_back(json::Object{{"range", range(replacement.place)}, {"text", validText(replacement.text)}});
  }
  return suggestions;
}

static void writeDiagnostic(const Finding &finding, Paths &paths, json::OStream &out) {
  out.object([&] {
    out.attribute("message", validText(messageOf(finding)));
    if (const Place &place = shownPlace(finding); !place.file.empty())
      out.attribute("location", location(place, paths));
    out.attribute("severity", severityOf(finding));
    out.attribute("code", json::Object{{"value", validText(ruleIdOf(finding.check))}});
    if (json::Array related = relatedLocations(finding, paths); !related.empty())
      out.attribute("related_locations", std::move(related));
    if (json::Array suggested = suggestions(finding); !suggested.empty())
      out.attribute("suggestions", std::move(suggested));
  });
}

void writeRdjson(const RunSummary &summary, llvm::raw_ostream &stream) {
  Paths paths(summary.baseDirectory);
  writeJsonText(stream, [&](json::OStream &out) {
    out.object([&] {
      out.attribute("source", json::Object{{"name", "leash"}});
      out.attributeArray("diagnostics", [&] {
        for (const Finding &finding : summary.findings)
          writeDiagnostic(finding, paths, out);
      });
    });
  });
}

} // namespace leash
