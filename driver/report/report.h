// report: the outcome of a run, and one writer per format.
//
// The writers differ in their reader alone: a person, a caller of clang-tidy, a viewer of SARIF, a pull request on
// GitHub. All of them read the findings as canonicalize() left them, and write the same bytes for the same input.
// format.cpp lists them by the words that users say.
#pragma once

#include "checks/core/model/finding.h"
#include "driver/report/changed-lines.h"

#include "llvm/Support/raw_ostream.h"

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace leash {

/// A unit that could not be analysed. `reason` is its first error, without a path where that path is `file`.
struct UnanalyzedUnit {
  std::string file;
  std::string reason;

  friend bool operator==(const UnanalyzedUnit &, const UnanalyzedUnit &) = default;
  friend auto operator<=>(const UnanalyzedUnit &, const UnanalyzedUnit &) = default;
};

/// How much of the code a run looked at.
struct Scope {
  unsigned shard = 0;              ///< which one of `shards`, from 1; 0: the run wasn't divided
  unsigned shards = 0;             ///< how many there are
  unsigned units = 0;              ///< of all shards together
  std::string unitsDigest;         ///< of their names
  bool isEverything = true;        ///< all files and lines that the project has; the shards together, if there are some
  std::vector<std::string> checks; ///< that ran on some unit of the project, sorted
};

/// What a run made of a comment or rule that is to suppress findings.
struct SuppressionUse {
  std::string unused; ///< what is to be said of it if no part of the run used it
  bool isUsed = false;
};

/// All that a report says. Paths are absolute, or relative to `baseDirectory`; those below it are shown without it.
struct RunSummary {
  std::vector<Finding> findings; ///< all, or if the run was compared with a base, those that it doesn't have
  std::string comparedWith;      ///< what the base was, in words; empty: there was none
  std::vector<Finding> known;    ///< that the base has, too
  std::vector<Finding> fixed;    ///< that the base alone has; they may have no place
  ChangedLines changedLines;     ///< since the base, where that is a revision: new findings are shown there
  unsigned unitsTotal = 0;
  unsigned unitsAnalyzed = 0;
  std::vector<UnanalyzedUnit> unanalyzed; ///< sorted
  Scope scope;
  std::optional<double> seconds;     ///< nothing if the report is made of others
  std::vector<std::string> notes;    ///< what a reader should know about the run, a sentence each
  std::vector<std::string> mistakes; ///< of the user's, in what is to suppress findings, a sentence each
  std::vector<Finding> suppressed;   ///< what the code or its project lets pass
  /// Of a shard that looked at all of its units: what hides nothing is known when all shards are.
  std::optional<std::vector<SuppressionUse>> suppressionUses;
  std::string toolVersion;
  std::string baseDirectory;
  std::string mainFile;       ///< that of one unit
  std::string buildDirectory; ///< where that unit is compiled
  std::string sourceUrl;      ///< where the base directory can be read on the web, without '/' at its end; may be empty
};

/// What is in the code now, introduced or known, as canonicalize() left it before it was split.
std::vector<Finding> presentFindings(const RunSummary &summary);

/// How text is shown. Without `unicode` the output is pure ASCII.
struct TextStyle {
  bool color = false;
  bool unicode = false;
  bool suppressed = false; ///< list what is suppressed, too
  bool summary = true;     ///< the closing lines: notes, counts, what could not be analysed
};

/// Findings as a person enjoys reading them: source, steps, remedy, fix; at the end what was done.
/// Reads each source file once; what stands in one can't reach the terminal as anything but text.
void writeText(const RunSummary &summary, TextStyle style, llvm::raw_ostream &out);

/// Findings and their notes as clang-tidy prints them, for callers that print, parse or count them so.
void writeClangTidy(const RunSummary &summary, TextStyle style, llvm::raw_ostream &out);

/// SARIF 2.1.0, one run, with the rules of the whole catalog. At most 5,000 results, the most severe ones first kept.
void writeSarif(const RunSummary &summary, llvm::raw_ostream &out);

/// The same log without what is fixed or suppressed, for readers that take every result for an alert: GitHub's code
/// scanning does.
void writeCodeScanning(const RunSummary &summary, llvm::raw_ostream &out);

/// GitHub's workflow commands, at most ten per level, which is all that GitHub shows of one step.
void writeGithub(const RunSummary &summary, llvm::raw_ostream &out);

/// The YAML that clang-tidy's --export-fixes writes, for clang-apply-replacements, of what is known as well. Fixes that
/// overlap with an earlier finding's are left out.
void writeExportFixes(const RunSummary &summary, llvm::raw_ostream &out);

/// The version of writeJson()'s format. It grows when a reader of the last one would misunderstand the next; new
/// members alone don't change it.
inline constexpr int JsonFormatVersion = 1;

/// Leash's own JSON, which holds all that is known: docs/report.schema.json describes it.
void writeJson(const RunSummary &summary, llvm::raw_ostream &out);

/// GitLab's Code Quality report: an array of issues as Code Climate defines them.
void writeGitlab(const RunSummary &summary, llvm::raw_ostream &out);

/// reviewdog's diagnostic format in JSON, with the steps as related locations.
void writeRdjson(const RunSummary &summary, llvm::raw_ostream &out);

/// Checkstyle's XML, the findings by file.
void writeCheckstyle(const RunSummary &summary, llvm::raw_ostream &out);

/// JUnit's XML: what gates is a failed test, what is suppressed a skipped one, a unit that couldn't be analysed an
/// error.
void writeJunit(const RunSummary &summary, llvm::raw_ostream &out);

/// The longest summary in bytes. A comment on GitHub may have 65,536 characters; a step's summary 1 MiB, and a longer
/// one is lost whole.
inline constexpr size_t MaxMarkdownBytes = 60'000;

/// A summary for people, in Markdown: a comment or the summary of a step. The most severe findings come first; what
/// doesn't fit is counted.
void writeMarkdown(const RunSummary &summary, llvm::raw_ostream &out);

} // namespace leash
