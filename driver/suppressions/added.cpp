// added: the comments that `--add-suppressions` writes.

#include "driver/suppressions/added.h"

#include "checks/core/unit/allowances.h"
#include "checks/core/unit/source-text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace leash {

namespace {

using ChecksByLine = std::map<uint32_t, std::set<std::string>>;

/// Writes into one file.
class Writer {
public:
  Writer(const std::string &file, const SourceText &source, const Allowance &wanted, Date today)
      : file_(file), source_(source), wanted_(wanted), today_(today) {
    std::vector<AllowanceMistake> none; // the run has told of them
    present_ = allowancesIn(source, file, [](llvm::StringRef) { return std::string(); }, none);
  }

  /// The change that lets findings of `checks` in `line` pass; an error says why there can't be one.
  llvm::Expected<Replacement> allow(uint32_t line, const std::set<std::string> &checks) const {
    for (const PlacedAllowance &each : present_)
      if (llvm::all_of(each.lines, [line](const auto &lines) { return lines.first == line; }) && !each.lines.empty())
        return Replacement{each.place, spelling(extended(each.allowance, checks))};
    if (!source_.takesLineBefore(line))
      return llvm::createStringError(fmt::format("{}:{} is a part of a macro, a directive or a text that goes over "
                                                 "several lines, and stays as it is",
                                                 file_, line));
    return Replacement{startOf(line), newLine(line, checks)};
  }

private:
  Allowance extended(Allowance allowance, const std::set<std::string> &checks) const {
    for (const std::string &check : checks)
      if (!allowance.allows(check))
        allowance.checks.push_back(check);
    if (allowance.hasExpired(today_)) {
      allowance.reason = wanted_.reason;
      allowance.until = wanted_.until;
    }
    return allowance;
  }

  std::string newLine(uint32_t line, const std::set<std::string> &checks) const {
    Allowance allowance = wanted_;
    allowance.checks.assign(checks.begin(), checks.end());
    llvm::StringRef text = source_.text().drop_front(source_.startOf(line));
    std::string indent = text.take_while([](char c) { return c == ' ' || c == '\t'; }).str();
    bool isC = llvm::StringRef(file_).ends_with(".c");
    return indent + (isC ? "/* " : "// ") + spelling(allowance) + (isC ? " */" : "") + lineEnd().str();
  }

  /// As the file has it.
  llvm::StringRef lineEnd() const { return source_.text().contains("\r\n") ? "\r\n" : "\n"; }

  /// A byte order mark stays in front.
  Place startOf(uint32_t line) const {
    uint32_t column = line == 1 && source_.text().starts_with("\xEF\xBB\xBF") ? 4 : 1;
    return {file_, line, column, line, column};
  }

  const std::string &file_;
  const SourceText &source_;
  const Allowance &wanted_;
  Date today_;
  std::vector<PlacedAllowance> present_;
};

} // namespace

AddedSuppressions suppressionsFor(llvm::ArrayRef<Finding> findings, const Allowance &wanted, Date today) {
  AddedSuppressions added;
  std::map<std::string, ChecksByLine> files;
  for (const Finding &finding : findings)
    if (finding.place.isKnown())
      files[finding.place.file][finding.place.line].insert(finding.check);
    else
      added.leftOut.push_back(
          fmt::format("a finding of {} stands in no line, and can't be suppressed in one", finding.check));
  for (const auto &[file, lines] : files) {
    added.lines += lines.size();
    auto text = llvm::MemoryBuffer::getFile(file);
    if (!text) {
      added.leftOut.push_back(fmt::format("{}: {}", file, text.getError().message()));
      continue;
    }
    SourceText source((*text)->getBuffer());
    Writer writer(file, source, wanted, today);
    for (const auto &[line, checks] : lines) {
      llvm::Expected<Replacement> replacement = writer.allow(line, checks);
      if (!replacement) {
        added.leftOut.push_back(llvm::toString(replacement.takeError()));
        continue;
      }
      Finding &carrier = added.carriers.emplace_back();
      carrier.place = {file, line, 1, line, 1};
      carrier.fixes = {{"suppress", {std::move(*replacement)}}};
    }
  }
  return added;
}

} // namespace leash
