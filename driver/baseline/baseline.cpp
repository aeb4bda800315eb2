// baseline: a file of findings that are known, so that only others count.

#include "driver/baseline/baseline.h"

#include "driver/baseline/bounded-file.h"
#include "driver/report/printable.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <fmt/format.h>

namespace leash {

namespace {

constexpr llvm::StringLiteral Header = "# leash-baseline ";
constexpr unsigned Version = 1;
constexpr uint64_t MaxBytes = 64u << 20;
constexpr size_t MaxLineLength = 4096;
constexpr size_t FingerprintLength = 32;

llvm::Error mistake(llvm::StringRef name, size_t line, const std::string &text) {
  return llvm::createStringError(fmt::format("{}:{}: {}", name.str(), line, text));
}

std::string shown(llvm::StringRef text) { return printable(text.take_front(60), /*unicode=*/true); }

llvm::Error checkHeader(llvm::StringRef line, llvm::StringRef name) {
  unsigned version = 0;
  if (!line.consume_front(Header) || line.trim().getAsInteger(10, version))
    return mistake(name, 1,
                   fmt::format("not a baseline: its first line must be '{}{}'; 'leash baseline create' makes one",
                               Header.str(), Version));
  if (version != Version)
    return mistake(name, 1,
                   fmt::format("a baseline of version {}; this Leash knows version {}: use the one that wrote it, or "
                               "make it anew with 'leash baseline create'",
                               version, Version));
  return llvm::Error::success();
}

bool isFingerprint(llvm::StringRef word) {
  return word.size() == FingerprintLength &&
         llvm::all_of(word, [](char c) { return llvm::isDigit(c) || (c >= 'a' && c <= 'f'); });
}

bool isCheckName(llvm::StringRef word) {
  return !word.empty() &&
         llvm::all_of(word, [](char c) { return llvm::isDigit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
}

llvm::Error addLine(llvm::StringRef line, llvm::StringRef name, size_t number, Baseline &baseline) {
  if (line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>"))
    return mistake(name, number, "a conflict of a merge: keep the lines of both sides, and delete this one");
  if (line.size() > MaxLineLength)
    return mistake(name, number, fmt::format("a line of more than {} bytes", MaxLineLength));
  auto [fingerprint, rest] = line.split(' ');
  auto [check, entity] = rest.ltrim(' ').split(' ');
  if (!isFingerprint(fingerprint))
    return mistake(name, number,
                   fmt::format("'{}' is no fingerprint, which is {} digits from 0 to f; delete the line, or make the "
                               "file anew with 'leash baseline create'",
                               shown(fingerprint), FingerprintLength));
  if (!isCheckName(check))
    return mistake(name, number, fmt::format("'{}' is no name of a check; delete the line", shown(check)));
  baseline[fingerprint.str()] = {check.str(), entity.trim(' ').str()};
  return llvm::Error::success();
}

/// On one line, and not longer than a line may be.
std::string writable(llvm::StringRef entity) {
  std::string text = printable(entity, /*unicode=*/true);
  llvm::StringRef cut = llvm::StringRef(text).take_front(1000);
  while (cut.size() < text.size() && !cut.empty() && (text[cut.size()] & 0xC0) == 0x80)
    cut = cut.drop_back();
  return cut.str();
}

} // namespace

llvm::Expected<Baseline> parseBaseline(llvm::StringRef text, llvm::StringRef name) {
  Baseline baseline;
  text.consume_front("\xEF\xBB\xBF");
  auto [header, rest] = text.split('\n');
  if (llvm::Error error = checkHeader(header, name))
    return error;
  for (size_t number = 2; !rest.empty(); ++number) {
    llvm::StringRef line;
    std::tie(line, rest) = rest.split('\n');
    line = line.rtrim("\r ");
    if (line.empty() || line.starts_with("#"))
      continue;
    if (llvm::Error error = addLine(line, name, number, baseline))
      return error;
  }
  return baseline;
}

llvm::Expected<Baseline> readBaseline(const std::string &file) {
  llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> buffer = readBounded(file, MaxBytes);
  if (!buffer)
    return buffer.takeError();
  return parseBaseline((*buffer)->getBuffer(), file);
}

void writeBaseline(const Baseline &baseline, llvm::raw_ostream &out) {
  out << Header << Version << '\n'
      << "# Findings that are known here: 'leash baseline explain' shows them. A line each; lines may be deleted.\n";
  for (const auto &[fingerprint, entry] : baseline)
    out << llvm::StringRef(fmt::format("{} {} {}", fingerprint, entry.check, writable(entry.entity))).rtrim() << '\n';
}

BaselineEntry entryOf(const Finding &finding) { return {finding.check, finding.entity}; }

std::vector<Finding> findingsOf(const Baseline &baseline) {
  std::vector<Finding> findings;
  for (const auto &[fingerprint, entry] : baseline) {
    Finding finding;
    finding.check = entry.check;
    finding.entity = entry.entity;
    finding.fingerprint = fingerprint;
    finding.message = "a finding of the baseline" + (entry.entity.empty() ? "" : " in '" + entry.entity + "'");
    findings.push_back(std::move(finding));
  }
  return findings;
}

} // namespace leash
