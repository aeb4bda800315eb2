// command-check: analyses a project and reports what was found.
//
// Analyse the project (analysis.h), write what was found in every format that was asked for, and say by the exit status
// what it comes to.

#include "driver/analysis.h"
#include "driver/check-options.h"
#include "driver/commands.h"
#include "driver/filter/paths.h"
#include "driver/leash.h"
#include "driver/report/report.h"
#include "driver/terminal.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

#include <chrono>

namespace leash {

namespace {

RunSummary summarize(const Analysis &analysis, double seconds) {
  RunSummary summary;
  summary.findings = analysis.comparison.introduced;
  summary.known = analysis.comparison.preExisting;
  summary.fixed = analysis.comparison.fixed;
  summary.comparedWith = analysis.comparedWith;
  summary.unitsTotal = analysis.unitsTotal;
  summary.unitsAnalyzed = summary.unitsTotal - analysis.merged.unanalyzed.size();
  summary.unanalyzed = analysis.merged.unanalyzed;
  summary.seconds = seconds;
  summary.notes = analysis.notes;
  summary.notes.insert(summary.notes.end(), analysis.merged.complaints.begin(), analysis.merged.complaints.end());
  summary.suppressed = analysis.merged.suppressed.size();
  summary.toolVersion = LEASH_VERSION;
  summary.baseDirectory = realPath(".");
  return summary;
}

void write(const RunSummary &summary, const Output &output, const CheckOptions &options, llvm::raw_ostream &stream) {
  switch (output.format) {
  case Format::Text:
    writeText(summary, textStyleFor(stream, options.color, /*withSummary=*/!options.quiet), stream);
    return;
  case Format::Sarif:
    writeSarif(summary, stream);
    return;
  case Format::Github:
    writeGithub(summary, stream);
    return;
  }
}

/// Writes every report; a file appears whole or not at all.
llvm::Error writeReports(const RunSummary &summary, const CheckOptions &options, Streams streams) {
  for (const Output &output : options.outputs) {
    if (output.file.empty()) {
      write(summary, output, options, streams.out);
      continue;
    }
    if (llvm::Error error = llvm::writeToOutput(output.file, [&](llvm::raw_ostream &file) {
          write(summary, output, options, file);
          return llvm::Error::success();
        }))
      return llvm::createStringError(fmt::format("{}: {}", output.file, llvm::toString(std::move(error))));
  }
  return llvm::Error::success();
}

/// A text report on stdout says these things itself, in its closing lines; otherwise stderr does.
void tellStderr(const RunSummary &summary, const CheckOptions &options, Streams streams) {
  bool isToldByReport = !options.quiet && llvm::any_of(options.outputs, [](const Output &output) {
    return output.format == Format::Text && output.file.empty();
  });
  if (isToldByReport)
    return;
  if (!options.quiet)
    for (const std::string &note : summary.notes)
      streams.err << "leash: note: " << note << '\n';
  for (const UnanalyzedUnit &unit : summary.unanalyzed)
    streams.err << fmt::format("leash: error: could not analyse {}: {}\n", unit.file, unit.reason);
}

void printStatistics(const Analysis &analysis, const RunSummary &summary, Streams streams) {
  const Merged &merged = analysis.merged;
  streams.err << fmt::format("leash: {} of {} units analysed in {:.2f} s, {} that repeat another left out\n"
                             "leash: {} functions read, {} operations recognised\n"
                             "leash: {} findings, {} more suppressed\n",
                             summary.unitsAnalyzed, summary.unitsTotal, summary.seconds, analysis.duplicates,
                             merged.functions, merged.operations, summary.findings.size(), summary.suppressed);
  for (const std::string &function : merged.gaveUp)
    streams.err << "leash: too many paths, nothing is claimed about " << function << '\n';
}

int exitCode(const RunSummary &summary, const CheckOptions &options) {
  if (options.exitZero)
    return Clean;
  if (!summary.unanalyzed.empty() && !options.allowIncomplete)
    return Incomplete;
  bool gates =
      llvm::any_of(summary.findings, [](const Finding &finding) { return finding.severity != Severity::Note; });
  return gates ? Found : Clean;
}

} // namespace

std::string checkHelp() {
  return "Usage: leash check [OPTION…] [FILE…]\n"
         "       leash check FILE… -- COMPILER FLAGS\n\n"
         "Analyses the files of a compile database (all, or the given files and directories)\n"
         "and prints the concurrency bugs that it finds.\n\nOptions:\n" +
         checkOptionsHelp() +
         "\nExit status:\n"
         "  0  nothing found, or nothing that isn't known\n"
         "  1  found something (notes alone don't count)\n"
         "  2  usage, configuration or internal error\n"
         "  3  some unit couldn't be analysed or was left out, whatever was found in the others\n";
}

int runCheckCommand(llvm::ArrayRef<const char *> arguments, Streams streams) {
  auto begin = std::chrono::steady_clock::now();
  llvm::Expected<CheckOptions> options = parseCheckOptions(arguments);
  if (!options)
    return fail(options.takeError(), streams);
  llvm::Expected<Analysis> analysis = analyze(*options, streams);
  if (!analysis)
    return fail(analysis.takeError(), streams);
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  RunSummary summary = summarize(*analysis, seconds);

  if (llvm::Error error = writeReports(summary, *options, streams))
    return fail(std::move(error), streams);
  tellStderr(summary, *options, streams);
  if (options->statistics)
    printStatistics(*analysis, summary, streams);
  return exitCode(summary, *options);
}

} // namespace leash
