// report-file: a report of ours in JSON, read back as what it was written from.

#include "driver/merge/report-file.h"

#include "driver/baseline/bounded-file.h"
#include "driver/bounded-json.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

#include <fmt/format.h>

#include <limits>

namespace leash {

namespace json = llvm::json;

static constexpr uint64_t MaxBytes = 512u << 20;

namespace {

/// Maps the members of an object, and says of the first one that is wrong where it is. What isn't there is left alone
/// if it may be absent.
class Members {
public:
  Members(const json::Value &value, json::Path path) : mapper_(value, path), path_(path) {}

  explicit operator bool() { return mapper_; }

  template <typename T> bool required(llvm::StringLiteral key, T &value) { return mapper_.map(key, value); }
  template <typename T> bool optional(llvm::StringLiteral key, T &value) { return mapper_.mapOptional(key, value); }

  /// A text that may be absent; what isn't UTF-8 is in its bytes.
  bool text(llvm::StringLiteral key, llvm::StringLiteral keyOfBytes, std::string &value) {
    std::string digits;
    if (!mapper_.mapOptional(key, value) || !mapper_.mapOptional(keyOfBytes, digits))
      return false;
    if (digits.empty() || llvm::tryGetFromHex(digits, value))
      return true;
    path_.field(keyOfBytes).report("expected hexadecimal digits");
    return false;
  }

  /// A number that may be absent.
  bool number(llvm::StringLiteral key, uint32_t &value) {
    int64_t wide = value;
    if (!mapper_.mapOptional(key, wide))
      return false;
    value = static_cast<uint32_t>(wide);
    if (wide >= 0 && wide <= std::numeric_limits<int32_t>::max())
      return true;
    path_.field(key).report("expected a number from 0 to 2147483647");
    return false;
  }

private:
  json::ObjectMapper mapper_;
  json::Path path_;
};

/// What stands before all else and says whether the rest can be understood.
struct Heading {
  std::string format;
  int64_t version = 0;
};

} // namespace

// Found by LLVM's reader by their argument. They read what driver/report/json.cpp writes.

static bool fromJSON(const json::Value &value, Place &place, json::Path path) {
  Members members(value, path);
  if (!members || !members.text("file", "fileBytes", place.file) || !members.number("line", place.line) ||
      !members.number("column", place.column) || !members.number("endLine", place.endLine) ||
      !members.number("endColumn", place.endColumn))
    return false;
  if (!place.file.empty())
    return true;
  path.field("file").report("missing value");
  return false;
}

static bool fromJSON(const json::Value &value, Step &step, json::Path path) {
  Members members(value, path);
  return members && members.text("thread", "threadBytes", step.thread) &&
         members.text("message", "messageBytes", step.message) &&
         members.text("statement", "statementBytes", step.statement) && members.optional("place", step.place);
}

static bool fromJSON(const json::Value &value, Replacement &replacement, json::Path path) {
  Members members(value, path);
  return members && members.required("place", replacement.place) && members.text("text", "textBytes", replacement.text);
}

static bool fromJSON(const json::Value &value, Fix &fix, json::Path path) {
  Members members(value, path);
  return members && members.text("description", "descriptionBytes", fix.description) &&
         members.required("replacements", fix.replacements);
}

static bool fromJSON(const json::Value &value, Severity &severity, json::Path path) {
  for (Severity each : {Severity::Note, Severity::Warning, Severity::Error})
    if (value.getAsString() == llvm::StringRef(spelling(each))) {
      severity = each;
      return true;
    }
  path.report("expected error, warning or note");
  return false;
}

static bool fromJSON(const json::Value &value, SuppressionKind &kind, json::Path path) {
  for (SuppressionKind each : {SuppressionKind::NoLint, SuppressionKind::Allowance, SuppressionKind::PathRule})
    if (value.getAsString() == llvm::StringRef(spelling(each))) {
      kind = each;
      return true;
    }
  path.report("expected NOLINT, leash-allow or leash.yaml");
  return false;
}

static bool fromJSON(const json::Value &value, Suppression &suppression, json::Path path) {
  Members members(value, path);
  return members && members.required("by", suppression.kind) && members.optional("place", suppression.place) &&
         members.number("step", suppression.step) && members.text("reason", "reasonBytes", suppression.reason) &&
         members.text("until", "untilBytes", suppression.until);
}

static bool fromJSON(const json::Value &value, Finding &finding, json::Path path) {
  Members members(value, path);
  return members && members.required("check", finding.check) && members.required("severity", finding.severity) &&
         members.text("message", "messageBytes", finding.message) &&
         members.text("remedy", "remedyBytes", finding.remedy) &&
         members.text("entity", "entityBytes", finding.entity) &&
         members.text("statement", "statementBytes", finding.statement) &&
         members.optional("fingerprint", finding.fingerprint) && members.optional("place", finding.place) &&
         members.required("steps", finding.steps) && members.required("fixes", finding.fixes) &&
         members.optional("suppression", finding.suppression);
}

static bool fromJSON(const json::Value &value, SuppressionUse &use, json::Path path) {
  Members members(value, path);
  return members && members.required("used", use.isUsed) && members.required("unused", use.unused);
}

static bool fromJSON(const json::Value &value, UnanalyzedUnit &unit, json::Path path) {
  Members members(value, path);
  return members && members.text("file", "fileBytes", unit.file) && members.text("reason", "reasonBytes", unit.reason);
}

namespace {

/// The members of the report that are objects themselves.
struct Units {
  RunSummary &summary;
};
struct ShardOf {
  Scope &scope;
};
struct Tool {
  std::string version;
};
struct FirstUnit {
  RunSummary &summary;
};

bool fromJSON(const json::Value &value, Heading &heading, json::Path path) {
  Members members(value, path);
  return members && members.required("format", heading.format) && members.required("formatVersion", heading.version);
}

bool fromJSON(const json::Value &value, Tool &tool, json::Path path) {
  Members members(value, path);
  return members && members.required("version", tool.version);
}

bool fromJSON(const json::Value &value, Units &units, json::Path path) {
  RunSummary &summary = units.summary;
  Members members(value, path);
  if (!members || !members.number("total", summary.unitsTotal) || !members.number("analysed", summary.unitsAnalyzed) ||
      !members.required("unanalysed", summary.unanalyzed))
    return false;
  if (summary.unitsAnalyzed + summary.unanalyzed.size() == summary.unitsTotal)
    return true;
  path.report("analysed and unanalysed units don't add up to the total");
  return false;
}

bool fromJSON(const json::Value &value, ShardOf &shard, json::Path path) {
  Members members(value, path);
  if (!members || !members.number("number", shard.scope.shard) || !members.number("count", shard.scope.shards))
    return false;
  if (shard.scope.shard >= 1 && shard.scope.shard <= shard.scope.shards)
    return true;
  path.report("expected a number from 1 to the count");
  return false;
}

bool fromJSON(const json::Value &value, FirstUnit &unit, json::Path path) {
  Members members(value, path);
  return members && members.text("file", "fileBytes", unit.summary.mainFile) &&
         members.text("directory", "directoryBytes", unit.summary.buildDirectory);
}

} // namespace

static bool fromJSON(const json::Value &value, Scope &scope, json::Path path) {
  ShardOf shard{scope};
  Members members(value, path);
  return members && members.optional("shard", shard) && members.number("units", scope.units) &&
         members.optional("unitsDigest", scope.unitsDigest) && members.required("everything", scope.isEverything) &&
         members.required("checks", scope.checks);
}

static bool fromJSON(const json::Value &value, RunSummary &summary, json::Path path) {
  Tool tool;
  Units units{summary};
  FirstUnit first{summary};
  Members members(value, path);
  if (!members || !members.required("tool", tool) ||
      !members.text("directory", "directoryBytes", summary.baseDirectory) || !members.required("units", units) ||
      !members.required("scope", summary.scope) || !members.required("firstUnit", first) ||
      !members.required("notes", summary.notes) || !members.optional("mistakes", summary.mistakes) ||
      !members.text("comparedWith", "comparedWithBytes", summary.comparedWith) ||
      !members.required("findings", summary.findings) || !members.optional("known", summary.known) ||
      !members.optional("fixed", summary.fixed) || !members.required("suppressed", summary.suppressed) ||
      !members.optional("suppressionUses", summary.suppressionUses))
    return false;
  summary.toolVersion = tool.version;
  return true;
}

template <typename T> static llvm::Expected<T> read(const json::Value &value, llvm::StringRef name) {
  T result;
  json::Path::Root root("report");
  if (fromJSON(value, result, root))
    return result;
  return llvm::createStringError(fmt::format("{}: {}", name.str(), llvm::toString(root.getError())));
}

llvm::Expected<RunSummary> parseReport(llvm::StringRef text, llvm::StringRef name) {
  llvm::Expected<json::Value> value = parseBoundedJson(text, name);
  if (!value)
    return value.takeError();
  llvm::Expected<Heading> heading = read<Heading>(*value, name);
  if (heading && heading->format == "leash-report" && heading->version == JsonFormatVersion)
    return read<RunSummary>(*value, name);
  if (heading && heading->format == "leash-report")
    return llvm::createStringError(fmt::format("{}: a report of format version {}; this Leash reads version {}: use "
                                               "the one that wrote it",
                                               name.str(), heading->version, JsonFormatVersion));
  llvm::consumeError(heading.takeError());
  return llvm::createStringError(
      fmt::format("{}: not a report of Leash in JSON; leash check --format=json:FILE writes one", name.str()));
}

llvm::Expected<RunSummary> readReport(const std::string &file) {
  llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> buffer = readBounded(file, MaxBytes);
  if (!buffer)
    return buffer.takeError();
  return parseReport((*buffer)->getBuffer(), file);
}

static void settle(llvm::StringRef directory, std::string &file) {
  if (file.empty())
    return;
  if (file == ".") {
    file = directory.str();
    return;
  }
  llvm::SmallString<256> path(file);
  llvm::sys::fs::make_absolute(directory, path);
  file = std::string(path);
}

static void settle(llvm::StringRef directory, Finding &finding) {
  settle(directory, finding.place.file);
  if (finding.suppression)
    settle(directory, finding.suppression->place.file);
  for (Step &step : finding.steps)
    settle(directory, step.place.file);
  for (Fix &fix : finding.fixes)
    for (Replacement &replacement : fix.replacements)
      settle(directory, replacement.place.file);
}

void settleIn(const std::string &directory, RunSummary &summary) {
  for (std::vector<Finding> *findings : {&summary.findings, &summary.known, &summary.fixed, &summary.suppressed})
    for (Finding &finding : *findings)
      settle(directory, finding);
  for (UnanalyzedUnit &unit : summary.unanalyzed)
    settle(directory, unit.file);
  settle(directory, summary.mainFile);
  settle(directory, summary.buildDirectory);
  summary.baseDirectory = directory;
}

} // namespace leash
