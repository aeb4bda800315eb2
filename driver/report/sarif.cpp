// sarif: findings as a SARIF 2.1.0 log, for code scanning and for viewers.
//
// A story with several threads is told twice. The first code flow has all steps in one thread flow, in the order in
// which they happen and each with its thread in front, because most viewers show the first thread flow only. The second
// has a thread flow per thread and the order in numbers, which is what the standard means.
//
// Nothing in the log depends on time or on how long the run took: the same input gives the same bytes.

#include "driver/report/sarif.h"
#include "driver/report/json-text.h"
#include "driver/report/paths.h"
#include "driver/report/sources.h"
#include "driver/report/story.h"
#include "driver/report/summary-line.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace leash {

namespace json = llvm::json;

static constexpr const char *BaseId = "SRCROOT";

static json::Object message(llvm::StringRef text) { return json::Object{{"text", validText(text)}}; }

static const char *levelOf(Severity severity) {
  return severity == Severity::Error ? "error" : severity == Severity::Warning ? "warning" : "note";
}

/// "lock-order" as the name of a rule: "LockOrder".
static std::string ruleNameOf(llvm::StringRef check) {
  std::string name;
  for (llvm::StringRef word : llvm::split(check, '-'))
    name += llvm::StringRef(word.take_front().upper()).str() + word.drop_front(!word.empty()).str();
  return name;
}

/// The first paragraph of a page, which says in a sentence or two what the check finds; on one line.
static std::string introductionOf(llvm::StringRef page) {
  std::string introduction;
  for (llvm::StringRef line : llvm::split(page, '\n')) {
    line = line.trim();
    if (line.empty() && !introduction.empty())
      break;
    if (line.empty() || line.starts_with("#"))
      continue;
    introduction += (introduction.empty() ? "" : " ") + line.str();
  }
  return introduction;
}

static json::Object ruleObject(const Rule &rule) {
  json::Object object{
      {"id", validText(ruleIdOf(rule.name))},
      {"name", ruleNameOf(rule.name)},
      {"shortDescription", message(rule.summary)},
      {"defaultConfiguration", json::Object{{"level", levelOf(rule.severity)}}},
      {"properties",
       json::Object{{"precision", "high"},
                    {"problem.severity", rule.severity == Severity::Note ? "recommendation" : levelOf(rule.severity)},
                    {"tags", json::Array{"concurrency", "correctness"}}}},
  };
  std::string introduction = introductionOf(rule.page);
  object["fullDescription"] = message(introduction.empty() ? rule.summary : introduction);
  json::Object help = message(rule.page.empty() ? rule.summary : rule.page);
  help["markdown"] = help["text"];
  object["help"] = std::move(help);
  if (!rule.helpUri.empty())
    object["helpUri"] = rule.helpUri;
  return object;
}

namespace {

class SarifReport {
public:
  SarifReport(const RunSummary &summary, const ToolDescription &tool)
      : summary_(summary), tool_(tool), paths_(summary.baseDirectory), sources_(summary.baseDirectory) {}

  void write(llvm::raw_ostream &out);

private:
  void writeRun(json::OStream &out);
  json::Object tool() const;
  json::Object invocation();
  json::Array notifications();
  json::Object result(const Finding &finding);
  json::Object comparedResult(const Finding &finding);
  json::Object suppressionObject(const Suppression &suppression);

  json::Object artifact(llvm::StringRef file);
  json::Object region(const Place &place);
  json::Object physicalLocation(const Place &place);
  json::Object location(const Place &place);
  Place primaryPlace(const Finding &finding) const;
  json::Array resultLocations(const Finding &finding);
  json::Array relatedLocations(const Finding &finding);
  json::Array codeFlows(const Finding &finding);
  json::Object stepLocation(const Step &step, const std::string &text);
  json::Object interleaving(const Finding &finding);
  json::Object threads(const Finding &finding);
  json::Array fixes(const Finding &finding);
  json::Object fixObject(const Fix &fix);

  std::vector<const Finding *> reported() const;

  const RunSummary &summary_;
  const ToolDescription &tool_;
  Paths paths_;
  SourceFiles sources_;
};

} // namespace

json::Object SarifReport::artifact(llvm::StringRef file) {
  llvm::StringRef relative = paths_.relative(file);
  if (!paths_.isBelow(file))
    return json::Object{{"uri", fileUri(relative)}};
  return json::Object{{"uri", percentEncoded(relative)}, {"uriBaseId", BaseId}};
}

json::Object SarifReport::region(const Place &place) {
  const SourceFile &source = sources_.open(place.file);
  json::Object region{{"startLine", place.line}};
  if (place.column == 0)
    return region;
  region["startColumn"] = source.utf16Column(place.line, place.column);
  if (place.endLine >= place.line && place.endColumn != 0) {
    region["endLine"] = place.endLine;
    region["endColumn"] = source.utf16Column(place.endLine, place.endColumn);
  }
  return region;
}

json::Object SarifReport::physicalLocation(const Place &place) {
  json::Object physical{{"artifactLocation", artifact(place.file)}};
  if (place.isKnown())
    physical["region"] = region(place);
  return physical;
}

json::Object SarifReport::location(const Place &place) {
  if (place.file.empty())
    return {};
  return json::Object{{"physicalLocation", physicalLocation(place)}};
}

static bool isOneOf(llvm::ArrayRef<Finding> findings, const Finding &finding) {
  return findings.begin() <= &finding && &finding < findings.end();
}

/// What a change introduces is shown in its lines.
Place SarifReport::primaryPlace(const Finding &finding) const {
  bool isIntroduced = isOneOf(summary_.findings, finding);
  return isIntroduced ? placeInChange(finding, summary_.changedLines) : shownPlace(finding);
}

/// A log in which a result has no location is refused by code scanning as a whole: a finding that stands nowhere is
/// shown where its story begins, or else at the root of the sources.
json::Array SarifReport::resultLocations(const Finding &finding) {
  Place place = primaryPlace(finding);
  if (place.line == 0)
    place.line = 1;
  json::Object primary = location(place);
  if (place.file.empty())
    primary["physicalLocation"] = json::Object{{"artifactLocation", json::Object{{"uri", "./"}, {"uriBaseId", BaseId}}},
                                               {"region", json::Object{{"startLine", 1}}}};
  if (!finding.entity.empty())
    primary["logicalLocations"] = json::Array{json::Object{{"fullyQualifiedName", validText(finding.entity)}}};
  return json::Array{std::move(primary)};
}

json::Object SarifReport::stepLocation(const Step &step, const std::string &text) {
  json::Object object = location(step.place);
  object["message"] = message(text);
  return object;
}

json::Array SarifReport::relatedLocations(const Finding &finding) {
  json::Array related;
  for (const auto &[index, step] : llvm::enumerate(finding.steps)) {
    json::Object object = stepLocation(step, told(step));
    object["id"] = static_cast<int64_t>(index + 1);
    related.push_back(std::move(object));
  }
  return related;
}

json::Object SarifReport::interleaving(const Finding &finding) {
  json::Array locations;
  for (const Step &step : finding.steps)
    locations.push_back(json::Object{{"location", stepLocation(step, told(step))}, {"importance", "essential"}});
  return json::Object{{"threadFlows", json::Array{json::Object{{"locations", std::move(locations)}}}}};
}

json::Object SarifReport::threads(const Finding &finding) {
  std::vector<std::string> names;
  std::map<std::string, json::Array> flows;
  for (const auto &[index, step] : llvm::enumerate(finding.steps)) {
    if (!flows.count(step.thread))
      names.push_back(step.thread);
    flows[step.thread].push_back(json::Object{{"location", stepLocation(step, step.message)},
                                              {"executionOrder", static_cast<int64_t>(index + 1)},
                                              {"importance", "essential"}});
  }
  json::Array threadFlows;
  for (const std::string &name : names) {
    json::Object flow{{"locations", std::move(flows[name])}};
    if (!name.empty())
      flow["id"] = validText(name);
    threadFlows.push_back(std::move(flow));
  }
  return json::Object{{"threadFlows", std::move(threadFlows)}};
}

json::Array SarifReport::codeFlows(const Finding &finding) {
  if (finding.steps.empty())
    return {};
  json::Array flows{interleaving(finding)};
  auto isOtherThread = [&](const Step &step) { return step.thread != finding.steps.front().thread; };
  if (llvm::any_of(finding.steps, isOtherThread))
    flows.push_back(threads(finding));
  return flows;
}

json::Object SarifReport::fixObject(const Fix &fix) {
  std::map<std::string, json::Array> byFile;
  for (const Replacement &replacement : fix.replacements)
    byFile[replacement.place.file].push_back(
        json::Object{{"deletedRegion", region(replacement.place)}, {"insertedContent", message(replacement.text)}});
  json::Array changes;
  for (auto &[file, replacements] : byFile)
    changes.push_back(json::Object{{"artifactLocation", artifact(file)}, {"replacements", std::move(replacements)}});
  return json::Object{{"description", message(fix.description)}, {"artifactChanges", std::move(changes)}};
}

json::Array SarifReport::fixes(const Finding &finding) {
  json::Array fixes;
  for (const Fix &fix : finding.fixes) {
    auto isPlaced = [](const Replacement &replacement) { return replacement.place.isKnown(); };
    if (!fix.replacements.empty() && llvm::all_of(fix.replacements, isPlaced))
      fixes.push_back(fixObject(fix));
  }
  return fixes;
}

json::Object SarifReport::result(const Finding &finding) {
  std::string text = originUnlessAt(primaryPlace(finding), finding, paths_) + finding.message;
  if (!finding.remedy.empty())
    text += "\nhelp: " + finding.remedy;
  json::Object result{{"ruleId", validText(ruleIdOf(finding.check))},
                      {"level", levelOf(finding.severity)},
                      {"message", message(text)},
                      {"locations", resultLocations(finding)}};
  auto isRule = [&](const Rule &rule) { return rule.name == finding.check; };
  if (auto rule = llvm::find_if(tool_.rules, isRule); rule != tool_.rules.end())
    result["ruleIndex"] = static_cast<int64_t>(rule - tool_.rules.begin());
  if (!finding.fingerprint.empty())
    result["partialFingerprints"] = json::Object{{"leash/v1", finding.fingerprint}};
  auto addUnlessEmpty = [&result](const char *key, json::Array values) {
    if (!values.empty())
      result[key] = std::move(values);
  };
  addUnlessEmpty("relatedLocations", relatedLocations(finding));
  addUnlessEmpty("codeFlows", codeFlows(finding));
  addUnlessEmpty("fixes", fixes(finding));
  if (finding.suppression)
    result["suppressions"] = json::Array{suppressionObject(*finding.suppression)};
  return result;
}

/// What ends on a day says so in its reason: the standard has no member for it.
json::Object SarifReport::suppressionObject(const Suppression &suppression) {
  json::Object object{{"kind", suppression.kind == SuppressionKind::PathRule ? "external" : "inSource"}};
  std::string reason = suppression.reason;
  if (!suppression.until.empty())
    reason += " (until " + suppression.until + ")";
  if (!reason.empty())
    object["justification"] = validText(reason);
  if (suppression.place.isKnown())
    object["location"] = location(suppression.place);
  return object;
}

/// With what the base makes of it. Without a base nothing is said, so that nobody takes all for new.
json::Object SarifReport::comparedResult(const Finding &finding) {
  json::Object object = result(finding);
  if (!summary_.comparedWith.empty())
    object["baselineState"] = finding.suppression                ? "unchanged" // neither new nor fixed
                              : isOneOf(summary_.known, finding) ? "unchanged"
                              : isOneOf(summary_.fixed, finding) ? "absent"
                                                                 : "new";
  return object;
}

json::Object SarifReport::tool() const {
  json::Array rules;
  for (const Rule &rule : tool_.rules)
    rules.push_back(ruleObject(rule));
  json::Object driver{{"name", "Leash"}, {"version", validText(summary_.toolVersion)}, {"rules", std::move(rules)}};
  if (!tool_.informationUri.empty())
    driver["informationUri"] = tool_.informationUri;
  return json::Object{{"driver", std::move(driver)}};
}

json::Array SarifReport::notifications() {
  json::Array notifications;
  for (const UnanalyzedUnit &unit : summary_.unanalyzed)
    notifications.push_back(
        json::Object{{"level", "error"},
                     {"message", message(paths_.relative(unit.file).str() + " could not be analysed: " + unit.reason)},
                     {"locations", json::Array{location({unit.file, 0, 0, 0, 0})}}});
  for (const std::string &mistake : summary_.mistakes)
    notifications.push_back(json::Object{{"level", "error"}, {"message", message(mistake)}});
  size_t total = summary_.findings.size() + summary_.known.size() + summary_.fixed.size() + summary_.suppressed.size();
  if (total > MaxResults)
    notifications.push_back(json::Object{
        {"level", "warning"}, {"message", message(counted(total - MaxResults, "less severe finding") + " left out")}});
  for (const std::string &note : summary_.notes)
    notifications.push_back(json::Object{{"level", "note"}, {"message", message(note)}});
  return notifications;
}

json::Object SarifReport::invocation() {
  json::Object invocation{{"executionSuccessful", summary_.unanalyzed.empty() && summary_.mistakes.empty()}};
  if (json::Array notifications = this->notifications(); !notifications.empty())
    invocation["toolExecutionNotifications"] = std::move(notifications);
  return invocation;
}

/// The findings in their order, then those that are known, that are gone, and that are suppressed; if there are too
/// many, the most severe ones, and of those the first, and suppressed ones only if there is room for all others.
std::vector<const Finding *> SarifReport::reported() const {
  std::vector<const Finding *> findings;
  for (const std::vector<Finding> *part : {&summary_.findings, &summary_.known, &summary_.fixed, &summary_.suppressed})
    for (const Finding &finding : *part)
      findings.push_back(&finding);
  if (findings.size() > MaxResults) {
    llvm::DenseMap<const Finding *, size_t> position;
    for (const auto &[index, finding] : llvm::enumerate(findings))
      position[finding] = index;
    std::sort(findings.begin(), findings.end(), [&](const Finding *a, const Finding *b) {
      return std::tuple(a->suppression.has_value(), b->severity, position[a]) <
             std::tuple(b->suppression.has_value(), a->severity, position[b]);
    });
    findings.resize(MaxResults);
  }
  return findings;
}

void SarifReport::writeRun(json::OStream &out) {
  out.attribute("tool", tool());
  out.attribute("automationDetails", json::Object{{"id", "leash/"}});
  out.attribute("columnKind", "utf16CodeUnits");
  std::string root = llvm::StringRef(summary_.baseDirectory).rtrim('/').str() + "/";
  if (!summary_.baseDirectory.empty())
    out.attribute("originalUriBaseIds", json::Object{{BaseId, json::Object{{"uri", fileUri(root)}}}});
  out.attribute("invocations", json::Array{invocation()});
  out.attributeArray("results", [&] {
    for (const Finding *finding : reported())
      out.value(comparedResult(*finding));
  });
}

void SarifReport::write(llvm::raw_ostream &stream) {
  writeJsonText(stream, [&](json::OStream &out) {
    out.object([&] {
      out.attribute("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      out.attribute("version", "2.1.0");
      out.attributeArray("runs", [&] { out.object([&] { writeRun(out); }); });
    });
  });
}

void writeSarif(const RunSummary &summary, const ToolDescription &tool, llvm::raw_ostream &out) {
  SarifReport(summary, tool).write(out);
}

} // namespace leash
