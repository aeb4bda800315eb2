// path-rules: files in which findings may stay, as `leash.yaml` says.

#include "driver/suppressions/path-rules.h"

#include "checks/core/vocabulary/bounds.h"
#include "checks/core/vocabulary/yaml-error.h"
#include "driver/check-names.h"
#include "driver/suppressions/suppressed.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/YAMLTraits.h"

#include <fmt/format.h>

namespace leash {

namespace {

/// A rule as it is written.
struct WrittenRule {
  PathRule rule;
  std::string until;
};

struct Document {
  std::vector<WrittenRule> suppress;
};

struct Reading : YamlError {
  llvm::StringRef yaml;
  llvm::StringRef file;
};

Reading &reading(llvm::yaml::IO &io) { return *static_cast<Reading *>(static_cast<YamlError *>(io.getContext())); }

Place placeOf(const char *where, const Reading &reading) {
  llvm::StringRef before = reading.yaml.take_front(offsetIn(reading.yaml, where));
  auto line = static_cast<uint32_t>(before.count('\n') + 1);
  auto column = static_cast<uint32_t>(before.size() - (before.rfind('\n') + 1) + 1);
  return {reading.file.str(), line, column, line, column};
}

/// Completes a rule from what is written, or says what is wrong with it.
std::string complete(WrittenRule &written) {
  PathRule &rule = written.rule;
  if (rule.paths.empty())
    return "'paths' names no file; write '**' for all below the directory of this file";
  if (llvm::StringRef(rule.reason).trim().empty())
    return "a rule needs a reason, which whoever reads this can judge";
  for (const std::string &path : rule.paths) {
    llvm::Expected<PathPattern> pattern = PathPattern::parse(path);
    if (!pattern)
      return llvm::toString(pattern.takeError());
  }
  for (std::string &name : rule.checks) {
    llvm::Expected<const CheckInfo *> check = checkCalled(name);
    if (!check)
      return llvm::toString(check.takeError());
    name = (*check)->name;
  }
  rule.until = dateCalled(written.until);
  if (!written.until.empty() && !rule.until)
    return fmt::format("until: '{}' is no date; write YYYY-MM-DD, such as 2027-03-01", written.until);
  return {};
}

} // namespace

} // namespace leash

LLVM_YAML_IS_SEQUENCE_VECTOR(leash::WrittenRule)

namespace llvm::yaml {

template <> struct MappingTraits<leash::WrittenRule> {
  static void mapping(IO &io, leash::WrittenRule &written) {
    if (const Node *node = static_cast<Input &>(io).getCurrentNode())
      written.rule.place = leash::placeOf(node->getSourceRange().Start.getPointer(), leash::reading(io));
    io.mapRequired("paths", written.rule.paths);
    io.mapOptional("checks", written.rule.checks);
    io.mapRequired("reason", written.rule.reason);
    io.mapOptional("until", written.until);
    leash::reading(io).keys = "paths, checks, reason, until";
  }

  static std::string validate(IO &, leash::WrittenRule &written) { return leash::complete(written); }
};

template <> struct MappingTraits<leash::Document> {
  static void mapping(IO &io, leash::Document &document) {
    io.mapOptional("suppress", document.suppress);
    leash::reading(io).keys = "suppress";
  }
};

} // namespace llvm::yaml

namespace leash {

llvm::Expected<std::vector<PathRule>> parsePathRules(llvm::StringRef yaml, llvm::StringRef file) {
  llvm::MemoryBufferRef buffer(yaml, file);
  if (llvm::Error error = checkBounds(buffer))
    return error;
  Reading reading;
  reading.yaml = yaml;
  reading.file = file;
  YamlError *context = &reading;
  llvm::yaml::Input input(buffer, context, YamlError::keep, context);
  Document document;
  input >> document;
  if (input.error())
    return reading.take(file);
  std::vector<PathRule> rules;
  for (WrittenRule &written : document.suppress)
    rules.push_back(std::move(written.rule));
  // Patterns refer to their texts, which have come to stay.
  for (PathRule &rule : rules)
    for (const std::string &path : rule.paths)
      rule.patterns.push_back(llvm::cantFail(PathPattern::parse(path)));
  return rules;
}

static bool isAbout(const PathRule &rule, const Finding &finding, llvm::StringRef path) {
  return (rule.checks.empty() || llvm::is_contained(rule.checks, finding.check)) &&
         llvm::any_of(rule.patterns, [&](const PathPattern &pattern) { return pattern.matches(path); });
}

static bool hasExpired(const PathRule &rule, Date today) { return rule.until && *rule.until < today; }

llvm::Expected<PathRules::Directory *> PathRules::rulesIn(llvm::StringRef directory) {
  auto [known, isNew] = directories_.try_emplace(directory);
  if (!isNew)
    return known->second.get();
  llvm::SmallString<256> file(directory);
  llvm::sys::path::append(file, PathRulesFile);
  if (!llvm::sys::fs::exists(file))
    return nullptr;
  auto text = llvm::MemoryBuffer::getFile(file);
  if (!text)
    return llvm::createStringError(fmt::format("{}: {}", file.str().str(), text.getError().message()));
  llvm::Expected<std::vector<PathRule>> rules = parsePathRules((*text)->getBuffer(), file);
  if (!rules)
    return rules.takeError();
  known->second = std::make_unique<Directory>();
  known->second->name = directory.rtrim('/').str() + "/";
  for (PathRule &rule : *rules)
    known->second->rules.push_back({std::move(rule)});
  return known->second.get();
}

llvm::Error PathRules::loadFor(llvm::StringRef file) {
  for (llvm::StringRef at = llvm::sys::path::parent_path(file); !at.empty(); at = llvm::sys::path::parent_path(at))
    if (llvm::Error error = rulesIn(at).takeError())
      return error;
  return llvm::Error::success();
}

std::optional<Suppression> PathRules::suppressionOf(const Finding &finding, Directory &directory) {
  llvm::StringRef path = finding.place.file;
  if (!path.consume_front(directory.name))
    return std::nullopt;
  std::optional<Suppression> suppression;
  for (Rule &each : directory.rules) {
    const PathRule &rule = each.rule;
    if (!isAbout(rule, finding, path) || hasExpired(rule, today_))
      continue;
    each.isUsed = true;
    if (!suppression)
      suppression = {SuppressionKind::PathRule, rule.place, 0, rule.reason, rule.until ? spelling(*rule.until) : ""};
  }
  if (suppression || finding.suppression)
    return suppression;
  for (Rule &each : directory.rules)
    each.isMissed |= isAbout(each.rule, finding, path);
  return std::nullopt;
}

llvm::Error PathRules::apply(std::vector<Finding> &findings, std::vector<Finding> &suppressed) {
  for (Finding &finding : findings)
    for (llvm::StringRef at = llvm::sys::path::parent_path(finding.place.file); !at.empty();
         at = llvm::sys::path::parent_path(at)) {
      llvm::Expected<Directory *> directory = rulesIn(at);
      if (!directory)
        return directory.takeError();
      if (!*directory)
        continue;
      std::optional<Suppression> suppression = suppressionOf(finding, **directory);
      if (!finding.suppression)
        finding.suppression = std::move(suppression);
    }
  moveSuppressed(findings, suppressed);
  return llvm::Error::success();
}

static std::string positionOf(const PathRule &rule) {
  return fmt::format("{}:{}:{}", rule.place.file, rule.place.line, rule.place.column);
}

std::vector<const PathRules::Rule *> PathRules::all() const {
  std::vector<const Rule *> rules;
  for (const auto &entry : directories_)
    if (entry.second)
      for (const Rule &rule : entry.second->rules)
        rules.push_back(&rule);
  return rules;
}

std::vector<std::string> PathRules::notes() const {
  std::vector<std::string> notes;
  for (const Rule *each : all())
    if (each->isMissed)
      notes.push_back(fmt::format("{}: this rule was until {}, and its findings count again: repair them, or give it "
                                  "a new end",
                                  positionOf(each->rule), spelling(*each->rule.until)));
  return notes;
}

std::vector<SuppressionUse> PathRules::uses() const {
  std::vector<SuppressionUse> uses;
  for (const Rule *each : all())
    uses.push_back(
        {positionOf(each->rule) + ": this rule hides nothing: take it away", each->isUsed || each->isMissed});
  return uses;
}

} // namespace leash
