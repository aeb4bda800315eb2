// nolint: NOLINT comments, as clang-tidy understands them.
//
// clang-tidy's own handler answers. It asks for one of Clang's diagnostics, so each finding becomes one, in an engine
// whose only listener is the handler.

#include "driver/nolint.h"

#include "driver/check-names.h"

#include "clang-tidy/NoLintDirectiveHandler.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Tooling/Core/Diagnostic.h"

#include <fmt/format.h>

namespace leash {

class NoLint::Judge : public clang::DiagnosticConsumer {
public:
  explicit Judge(clang::SourceManager &sources)
      : sources_(sources), engine_(new clang::DiagnosticIDs, new clang::DiagnosticOptions, this,
                                   /*ShouldOwnClient=*/false),
        id_(engine_.getCustomDiagID(clang::DiagnosticsEngine::Warning, "finding")) {
    engine_.setSourceManager(&sources);
    engine_.setSuppressSystemWarnings(false);
  }

  bool suppresses(const Finding &finding) {
    clang::SourceLocation place = locate(finding.place);
    if (place.isInvalid())
      return false;
    check_ = prefixed(finding.check);
    suppressed_ = false;
    engine_.Report(place, id_);
    return suppressed_;
  }

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic &diagnostic) override {
    llvm::SmallVector<clang::tooling::Diagnostic, 1> errors;
    suppressed_ = handler_.shouldSuppress(level, diagnostic, check_, errors, /*AllowIO=*/true,
                                          /*EnableNoLintBlocks=*/true);
    for (const clang::tooling::Diagnostic &error : errors)
      complaints.push_back(describe(error.Message));
  }

  std::vector<std::string> complaints;

private:
  clang::SourceLocation locate(const Place &place) const {
    clang::OptionalFileEntryRef file = sources_.getFileManager().getOptionalFileRef(place.file);
    if (!file || !place.isKnown())
      return {};
    return sources_.translateFileLineCol(&file->getFileEntry(), place.line, place.column);
  }

  std::string describe(const clang::tooling::DiagnosticMessage &message) const {
    clang::OptionalFileEntryRef file = sources_.getFileManager().getOptionalFileRef(message.FilePath);
    if (!file)
      return message.Message;
    clang::FileID id = sources_.translateFile(*file);
    return fmt::format("{}:{}:{}: {}", message.FilePath, sources_.getLineNumber(id, message.FileOffset),
                       sources_.getColumnNumber(id, message.FileOffset), message.Message);
  }

  clang::SourceManager &sources_;
  clang::DiagnosticsEngine engine_;
  unsigned id_;
  clang::tidy::NoLintDirectiveHandler handler_;
  std::string check_;
  bool suppressed_ = false;
};

NoLint::NoLint(clang::ASTContext &context) : judge_(std::make_unique<Judge>(context.getSourceManager())) {}

NoLint::~NoLint() = default;

bool NoLint::suppresses(const Finding &finding) { return judge_->suppresses(finding); }

std::vector<std::string> NoLint::takeComplaints() { return std::move(judge_->complaints); }

} // namespace leash
