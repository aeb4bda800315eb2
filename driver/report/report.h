// report: the outcome of a run, and one writer per format.
//
// The writers differ in their reader alone: a person, a viewer of SARIF, a pull request on GitHub. All of them read the
// findings as canonicalize() left them, and write the same bytes for the same input.
#pragma once

#include "checks/core/model/finding.h"

#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace leash {

/// A unit that could not be analysed. `reason` is its first error, without a path where that path is `file`.
struct UnanalyzedUnit {
  std::string file;
  std::string reason;
};

/// All that a report says. Paths are absolute, or relative to `baseDirectory`; those below it are shown without it.
struct RunSummary {
  std::vector<Finding> findings; ///< all, or if the run was compared with a base, those that it doesn't have
  std::string comparedWith;      ///< what the base was, in words; empty: there was none
  std::vector<Finding> known;    ///< that the base has, too
  std::vector<Finding> fixed;    ///< that the base alone has; they may have no place
  unsigned unitsTotal = 0;
  unsigned unitsAnalyzed = 0;
  std::vector<UnanalyzedUnit> unanalyzed;
  double seconds = 0;
  std::vector<std::string> notes; ///< what a reader should know about the run, a sentence each
  unsigned suppressed = 0;        ///< findings that NOLINT hides
  std::string toolVersion;
  std::string baseDirectory;
};

enum class Format { Text, Sarif, Github };

/// How text is shown. Without `unicode` the output is pure ASCII.
struct TextStyle {
  bool color = false;
  bool unicode = false;
  bool summary = true; ///< the closing lines: notes, counts, what could not be analysed
};

/// Findings as a person enjoys reading them: source, steps, remedy, fix; at the end what was done.
/// Reads each source file once; what stands in one can't reach the terminal as anything but text.
void writeText(const RunSummary &summary, TextStyle style, llvm::raw_ostream &out);

/// SARIF 2.1.0, one run, with the rules of the whole catalog. At most 5,000 results, the most severe ones first kept.
void writeSarif(const RunSummary &summary, llvm::raw_ostream &out);

/// GitHub's workflow commands, at most ten per level, which is all that GitHub shows of one step.
void writeGithub(const RunSummary &summary, llvm::raw_ostream &out);

} // namespace leash
