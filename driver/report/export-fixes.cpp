// export-fixes: findings and their fixes as clang-tidy exports them, for clang-apply-replacements and for the actions
// that comment on pull requests.
//
// The structures and their YAML are Clang's own, filled as clang-tidy fills them for a diagnostic of our plugin: both
// hosts write the same bytes.

#include "driver/report/edits.h"
#include "driver/report/fix-fates.h"
#include "driver/report/report.h"

#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

namespace leash {

using clang::tooling::Diagnostic;
using clang::tooling::DiagnosticMessage;

namespace {

class ExportedFixes {
public:
  explicit ExportedFixes(const RunSummary &summary) : summary_(summary), sources_(summary.baseDirectory) {}

  void write(llvm::raw_ostream &out);

private:
  Diagnostic exported(const Finding &finding, FixFate fate);
  DiagnosticMessage message(const Place &place, llvm::StringRef text);
  void addFix(const Fix &fix, DiagnosticMessage &message);

  const RunSummary &summary_;
  SourceFiles sources_;
};

/// Bytes that aren't UTF-8 would make the file unreadable to every reader of YAML.
std::string text(llvm::StringRef bytes) { return llvm::json::isUTF8(bytes) ? bytes.str() : llvm::json::fixUTF8(bytes); }

} // namespace

/// A place that can't be found is left out, as clang-tidy leaves out an invalid one.
DiagnosticMessage ExportedFixes::message(const Place &place, llvm::StringRef words) {
  DiagnosticMessage message(text(words));
  std::optional<size_t> offset = sources_.open(place.file).offset(place.line, place.column);
  if (offset) {
    message.FilePath = text(place.file);
    message.FileOffset = static_cast<unsigned>(*offset);
  }
  return message;
}

/// All replacements or none: one that can't be written takes the others with it.
void ExportedFixes::addFix(const Fix &fix, DiagnosticMessage &message) {
  if (llvm::any_of(fix.replacements, [](const Replacement &each) { return !llvm::json::isUTF8(each.text); }))
    return;
  for (const Edit &edit : editsOf(fix, sources_)) {
    std::string file = text(edit.replacement->place.file);
    // Edits of one fix don't overlap, but two insertions in one place are refused: together they are one.
    clang::tooling::Replacements &replacements = message.Fix[file];
    clang::tooling::Replacement replacement(file, edit.begin, edit.end - edit.begin, edit.replacement->text);
    if (llvm::Error error = replacements.add(replacement)) {
      llvm::consumeError(std::move(error));
      replacements = replacements.merge(clang::tooling::Replacements(clang::tooling::Replacement(
          file, replacements.getShiftedCodePosition(edit.begin), 0, edit.replacement->text)));
    }
  }
}

Diagnostic ExportedFixes::exported(const Finding &finding, FixFate fate) {
  Diagnostic diagnostic("leash-" + finding.check,
                        finding.severity == Severity::Error ? Diagnostic::Error : Diagnostic::Warning,
                        text(summary_.buildDirectory));
  diagnostic.Message = message(finding.place, finding.message);
  if (fate == FixFate::Applied || fate == FixFate::Repeated)
    addFix(finding.fixes.front(), diagnostic.Message);
  for (const Step &step : finding.steps)
    diagnostic.Notes.push_back(
        message(step.place, (step.thread.empty() ? "" : "[" + step.thread + "] ") + step.message));
  if (!finding.remedy.empty())
    diagnostic.Notes.push_back(message(finding.place, finding.remedy));
  if (finding.fixes.size() > 1) {
    for (const Fix &fix : finding.fixes) {
      diagnostic.Notes.push_back(message(finding.place, fix.description));
      addFix(fix, diagnostic.Notes.back());
    }
  }
  if (fate == FixFate::Overlaps)
    diagnostic.Notes.emplace_back("this fix will not be applied because it overlaps with another fix");
  return diagnostic;
}

void ExportedFixes::write(llvm::raw_ostream &out) {
  clang::tooling::TranslationUnitDiagnostics document;
  document.MainSourceFile = text(summary_.mainFile);
  std::vector<Finding> findings = presentFindings(summary_);
  for (auto [finding, fate] : llvm::zip_equal(findings, fatesOfFixes(findings, sources_)))
    document.Diagnostics.push_back(exported(finding, fate));
  llvm::yaml::Output yaml(out);
  yaml << document;
}

void writeExportFixes(const RunSummary &summary, llvm::raw_ostream &out) { ExportedFixes(summary).write(out); }

} // namespace leash
