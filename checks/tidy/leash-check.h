// leash-check: one check of the catalog as clang-tidy sees it.
//
// The same class serves all checks: what differs is in CheckInfo. It asks clang-tidy for one node, the translation
// unit itself, and leaves finding the rest to the reader.
#pragma once

#include "checks/check.h"
#include "checks/tidy/unit-model.h"

#include "clang-tidy/ClangTidyCheck.h"

#include <memory>

namespace leash {

class LeashCheck : public clang::tidy::ClangTidyCheck {
public:
  LeashCheck(llvm::StringRef name, clang::tidy::ClangTidyContext *context, const CheckInfo &info, UnitModels &models);

  void registerMatchers(clang::ast_matchers::MatchFinder *finder) override;
  void check(const clang::ast_matchers::MatchFinder::MatchResult &result) override;
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &options) override;

private:
  OptionValues optionValues() const;
  void report(const Finding &finding, const clang::SourceManager &sources);
  void addFix(const Fix &fix, const clang::SourceManager &sources, const clang::DiagnosticBuilder &diagnostic) const;
  clang::DiagnosticBuilder say(const Place &place, llvm::StringRef message, clang::DiagnosticIDs::Level level,
                               const clang::SourceManager &sources);

  const CheckInfo &info_;
  std::shared_ptr<UnitModel> model_;
};

} // namespace leash
