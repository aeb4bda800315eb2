// base-report: an earlier report of ours, read back for what it found.

#include "driver/baseline/base-report.h"

#include "driver/baseline/bounded-file.h"
#include "driver/bounded-json.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

#include <fmt/format.h>

#include <optional>

namespace leash {

namespace json = llvm::json;

namespace {

constexpr uint64_t MaxBytes = 512u << 20;

const json::Object *objectIn(const json::Object *object, llvm::StringRef key) {
  return object ? object->getObject(key) : nullptr;
}

const json::Object *firstIn(const json::Object *object, llvm::StringRef key) {
  const json::Array *array = object ? object->getArray(key) : nullptr;
  return array && !array->empty() ? array->front().getAsObject() : nullptr;
}

std::string textIn(const json::Object *object, llvm::StringRef key) {
  return object ? object->getString(key).value_or("").str() : "";
}

uint32_t numberIn(const json::Object *object, llvm::StringRef key) {
  std::optional<int64_t> number = object ? object->getInteger(key) : std::nullopt;
  return number && *number > 0 && *number < UINT32_MAX ? static_cast<uint32_t>(*number) : 0;
}

std::string percentDecoded(llvm::StringRef text) {
  std::string decoded;
  while (!text.empty()) {
    unsigned byte = 0;
    if (text.front() == '%' && text.size() >= 3 && !text.substr(1, 2).getAsInteger(16, byte) && byte != 0) {
      decoded += static_cast<char>(byte);
      text = text.drop_front(3);
    } else {
      decoded += text.front();
      text = text.drop_front();
    }
  }
  return decoded;
}

Severity severityOf(llvm::StringRef level) {
  return level == "error" ? Severity::Error : level == "note" ? Severity::Note : Severity::Warning;
}

Place placeOf(const json::Object &result) {
  const json::Object *physical = objectIn(firstIn(&result, "locations"), "physicalLocation");
  std::string uri = textIn(objectIn(physical, "artifactLocation"), "uri");
  llvm::StringRef path = uri;
  path.consume_front("file://");
  const json::Object *region = objectIn(physical, "region");
  Place place;
  place.file = percentDecoded(path);
  place.line = place.endLine = numberIn(region, "startLine");
  place.column = numberIn(region, "startColumn");
  return place;
}

/// A result of ours; nothing if it was gone or suppressed.
std::optional<Finding> findingOf(const json::Object &result) {
  const json::Array *suppressions = result.getArray("suppressions");
  if (textIn(&result, "baselineState") == "absent" || (suppressions && !suppressions->empty()))
    return std::nullopt;
  Finding finding;
  llvm::StringRef rule = result.getString("ruleId").value_or("");
  rule.consume_front("leash-");
  finding.check = rule.str();
  finding.severity = severityOf(result.getString("level").value_or(""));
  std::string message = textIn(result.getObject("message"), "text");
  finding.message = llvm::StringRef(message).split('\n').first.str();
  finding.place = placeOf(result);
  finding.entity = textIn(firstIn(firstIn(&result, "locations"), "logicalLocations"), "fullyQualifiedName");
  finding.fingerprint = textIn(result.getObject("partialFingerprints"), "leash/v1");
  return finding;
}

} // namespace

llvm::Expected<std::vector<Finding>> parseBaseReport(llvm::StringRef text, llvm::StringRef name) {
  auto mistake = [&](const std::string &what) {
    return llvm::createStringError(fmt::format("{}: {}", name.str(), what));
  };
  llvm::Expected<json::Value> value = parseBoundedJson(text, name);
  if (!value)
    return value.takeError();
  const json::Object *log = value->getAsObject();
  const json::Object *run = firstIn(log, "runs");
  if (textIn(log, "version") != "2.1.0" || !run)
    return mistake("not a SARIF 2.1.0 log; leash check --format=sarif:FILE writes one");
  if (std::string tool = textIn(objectIn(objectIn(run, "tool"), "driver"), "name"); tool != "Leash")
    return mistake(fmt::format("a report of '{}', not of Leash", tool));

  std::vector<Finding> findings;
  const json::Array *results = run->getArray("results");
  for (const auto &[index, each] : llvm::enumerate(results ? *results : json::Array())) {
    const json::Object *result = each.getAsObject();
    if (!result)
      return mistake(fmt::format("runs[0].results[{}] is no object", index));
    std::optional<Finding> finding = findingOf(*result);
    if (!finding)
      continue;
    if (finding->fingerprint.empty() || finding->check.empty())
      return mistake(fmt::format("runs[0].results[{}] has no {}: it wasn't written by this version of Leash", index,
                                 finding->check.empty() ? "ruleId" : "partialFingerprints[\"leash/v1\"]"));
    findings.push_back(std::move(*finding));
  }
  return findings;
}

llvm::Expected<std::vector<Finding>> readBaseReport(const std::string &file) {
  llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> buffer = readBounded(file, MaxBytes);
  if (!buffer)
    return buffer.takeError();
  return parseBaseReport((*buffer)->getBuffer(), file);
}

} // namespace leash
