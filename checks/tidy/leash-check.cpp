// leash-check: one check of the catalog as clang-tidy sees it.

#include "checks/tidy/leash-check.h"

#include "checks/core/unit/analyze.h"
#include "checks/tidy/locations.h"

#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchers.h"

namespace leash {

using clang::DiagnosticIDs;

/// The check option that names the project's vocabulary, for one check or for all.
constexpr llvm::StringLiteral VocabularyOption = "leash-vocabulary";

LeashCheck::LeashCheck(llvm::StringRef name, clang::tidy::ClangTidyContext *context, const CheckInfo &info,
                       UnitModels &models)
    : ClangTidyCheck(name, context), info_(info),
      model_(models.current(Options.getLocalOrGlobal(VocabularyOption, ""))) {}

void LeashCheck::registerMatchers(clang::ast_matchers::MatchFinder *finder) {
  finder->addMatcher(clang::ast_matchers::translationUnitDecl(), this);
}

void LeashCheck::check(const clang::ast_matchers::MatchFinder::MatchResult &result) {
  // After an error Clang's tree has holes, and we would report what fell into them. clang-tidy prints the error itself.
  // (A warning that the build calls an error leaves no hole.)
  if (result.Context->getDiagnostics().hasUncompilableErrorOccurred())
    return;
  const Unit *unit = model_->of(*result.Context);
  if (std::string error = model_->takeError(); !error.empty())
    configurationDiag("%0", DiagnosticIDs::Error) << error;
  if (!unit)
    return;
  for (const AllowanceMistake &mistake : model_->takeMistakes())
    say(mistake.place, mistake.message, DiagnosticIDs::Error, *result.SourceManager);
  std::vector<Finding> findings = runCheck(info_, *unit, optionValues());
  canonicalize(findings);
  for (const Finding &finding : findings)
    if (!model_->allows(finding))
      report(finding, *result.SourceManager);
}

OptionValues LeashCheck::optionValues() const {
  std::map<std::string, std::string, std::less<>> values;
  for (const OptionInfo &option : info_.options)
    if (std::optional<llvm::StringRef> value = Options.get(option.name))
      values.emplace(option.name, *value);
  return OptionValues(std::move(values));
}

void LeashCheck::storeOptions(clang::tidy::ClangTidyOptions::OptionMap &options) {
  OptionValues values = optionValues();
  for (const OptionInfo &option : info_.options)
    Options.store(options, option.name, values.get(option));
  if (!model_->vocabulary().empty())
    Options.store(options, VocabularyOption, model_->vocabulary());
}

/// The finding, then its story as notes. A single fix belongs to the finding, so that `-fix` applies it; among several
/// somebody has to choose, so each is a note of its own (`-fix-notes`).
void LeashCheck::report(const Finding &finding, const clang::SourceManager &sources) {
  {
    clang::DiagnosticBuilder diagnostic = say(finding.place, finding.message, DiagnosticIDs::Warning, sources);
    if (finding.fixes.size() == 1)
      addFix(finding.fixes.front(), sources, diagnostic);
  }
  for (const Step &step : finding.steps)
    say(step.place, step.thread.empty() ? step.message : "[" + step.thread + "] " + step.message, DiagnosticIDs::Note,
        sources);
  if (!finding.remedy.empty())
    say(finding.place, finding.remedy, DiagnosticIDs::Note, sources);
  if (finding.fixes.size() > 1)
    for (const Fix &fix : finding.fixes)
      addFix(fix, sources, say(finding.place, fix.description, DiagnosticIDs::Note, sources));
}

/// All replacements or none: half a fix is a new bug.
void LeashCheck::addFix(const Fix &fix, const clang::SourceManager &sources,
                        const clang::DiagnosticBuilder &diagnostic) const {
  std::vector<clang::FixItHint> hints;
  for (const Replacement &replacement : fix.replacements) {
    clang::CharSourceRange range = rangeOf(replacement.place, sources);
    if (range.isInvalid())
      return;
    hints.push_back(clang::FixItHint::CreateReplacement(range, replacement.text));
  }
  for (const clang::FixItHint &hint : hints)
    diagnostic << hint;
}

clang::DiagnosticBuilder LeashCheck::say(const Place &place, llvm::StringRef message, DiagnosticIDs::Level level,
                                         const clang::SourceManager &sources) {
  // The message is data, not a format: it may quote a '%'.
  clang::SourceLocation location = locationOf(place, sources);
  clang::DiagnosticBuilder diagnostic = location.isValid() ? diag(location, "%0", level) : diag("%0", level);
  diagnostic << message;
  return diagnostic;
}

} // namespace leash
