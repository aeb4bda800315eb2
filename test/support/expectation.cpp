// expectation: does what Leash reports agree with the marks in the program?

#include "test/support/expectation.h"

#include "test/support/analyze-source.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include <algorithm>

namespace leash {

static std::string describe(const Place &place) {
  return llvm::sys::path::filename(place.file).str() + ":" + std::to_string(place.line) + ":" +
         std::to_string(place.column);
}

std::string describe(const Finding &finding) {
  std::string text = describe(finding.place) + ": " + finding.message + " [leash-" + finding.check + "]";
  for (const Step &step : finding.steps)
    text +=
        "\n    " + describe(step.place) + ": " + (step.thread.empty() ? "" : "[" + step.thread + "] ") + step.message;
  return text;
}

namespace {

/// Pairs findings with marks, and collects what is left of both.
class Comparison {
public:
  Comparison(const MarkedSource &source, const std::vector<Finding> &findings)
      : source_(source), findings_(findings), met_(findings.size()) {}

  std::vector<std::string> run() {
    for (const Marker &marker : source_.markers)
      if (marker.mark != Mark::Missed)
        expect(marker);
    for (const Marker &marker : source_.markers)
      if (marker.mark == Mark::Missed)
        expectNothing(marker);
    for (auto [finding, met] : llvm::zip(findings_, met_))
      if (!met)
        complaints_.push_back("reported, but not marked:\n  " + describe(finding));
    return std::move(complaints_);
  }

private:
  bool isAt(const Finding &finding, const Marker &marker) const {
    return finding.check == source_.check && finding.place.file == source_.file && finding.place.line == marker.line;
  }

  void expect(const Marker &marker) {
    // The text after `wrong` is a reason, not a part of the message.
    llvm::StringRef wanted = marker.mark == Mark::Finding ? llvm::StringRef(marker.text) : "";
    const Finding *other = nullptr;
    for (auto [finding, met] : llvm::zip(findings_, met_)) {
      if (met || !isAt(finding, marker))
        continue;
      if (llvm::StringRef(finding.message).contains(wanted)) {
        met = true;
        return;
      }
      other = &finding;
    }
    complaints_.push_back(other ? "the message should contain \"" + wanted.str() + "\":\n  " + describe(*other)
                                : "not reported:\n  " + quote(marker));
    for (auto [finding, met] : llvm::zip(findings_, met_))
      if (&finding == other)
        met = true;
  }

  void expectNothing(const Marker &marker) {
    for (auto [finding, met] : llvm::zip(findings_, met_))
      if (!met && isAt(finding, marker)) {
        met = true;
        complaints_.push_back("marked as missed, but reported now (then mark it as a finding):\n  " +
                              describe(finding));
      }
  }

  std::string quote(const Marker &marker) const {
    llvm::SmallVector<llvm::StringRef> lines;
    llvm::StringRef(source_.code).split(lines, '\n');
    return llvm::sys::path::filename(source_.file).str() + ":" + std::to_string(marker.line) + ": " +
           lines[marker.line - 1].trim().str();
  }

  const MarkedSource &source_;
  const std::vector<Finding> &findings_;
  llvm::SmallVector<bool> met_;
  std::vector<std::string> complaints_;
};

} // namespace

std::vector<std::string> disagreements(const MarkedSource &source, const std::vector<Finding> &findings) {
  return Comparison(source, findings).run();
}

std::vector<std::string> disagreements(const MarkedSource &source) {
  llvm::Expected<std::vector<Finding>> findings = analyzeSource(source);
  if (!findings)
    return {llvm::toString(findings.takeError())};
  return disagreements(source, *findings);
}

} // namespace leash
