// runner-unit: one translation unit, parsed as its build would.

#include "driver/runner-unit.h"

#include "driver/runner-bodies.h"
#include "driver/runner-files.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Stack.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"

#include <fmt/format.h>

namespace leash {

namespace {

using Consume = llvm::function_ref<void(clang::ASTContext &)>;

/// Remembers the first error; prints nothing.
class FirstError : public clang::DiagnosticConsumer {
public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic &diagnostic) override {
    DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
    if (level < clang::DiagnosticsEngine::Error || !text.empty())
      return;
    llvm::SmallString<128> message;
    diagnostic.FormatDiagnostic(message);
    text = placeOf(diagnostic) + std::string(message);
  }

  std::string text;

private:
  static std::string placeOf(const clang::Diagnostic &diagnostic) {
    if (!diagnostic.hasSourceManager() || diagnostic.getLocation().isInvalid())
      return {};
    const clang::SourceManager &sources = diagnostic.getSourceManager();
    clang::PresumedLoc place = sources.getPresumedLoc(sources.getFileLoc(diagnostic.getLocation()));
    if (place.isInvalid())
      return {};
    return fmt::format("{}:{}:{}: ", place.getFilename(), place.getLine(), place.getColumn());
  }
};

class Consumer : public clang::ASTConsumer {
public:
  Consumer(Consume consume, const clang::SourceManager &sources) : consume_(consume), bodies_(sources) {}

  bool shouldSkipFunctionBody(clang::Decl *declaration) override { return bodies_.canSkip(*declaration); }

  void HandleTranslationUnit(clang::ASTContext &context) override {
    // After an error Clang's tree has holes, and a check would report what fell into them.
    if (!context.getDiagnostics().hasErrorOccurred())
      consume_(context);
  }

private:
  Consume consume_;
  SystemBodies bodies_;
};

class Action : public clang::ASTFrontendAction {
public:
  explicit Action(Consume consume) : consume_(consume) {}

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &compiler, llvm::StringRef) override {
    return std::make_unique<Consumer>(consume_, compiler.getSourceManager());
  }

private:
  Consume consume_;
};

/// Makes Clang's invocation one that only parses: writes nothing, loads nothing, stops at the first error. Flags for
/// that don't come this far (see project-flags.h); that one of them was forgotten there must do no harm.
class Factory : public clang::tooling::FrontendActionFactory {
public:
  Factory(bool skipBodies, Consume consume) : skipBodies_(skipBodies), consume_(consume) {}

  std::unique_ptr<clang::FrontendAction> create() override { return std::make_unique<Action>(consume_); }

  bool runInvocation(std::shared_ptr<clang::CompilerInvocation> invocation, clang::FileManager *files,
                     std::shared_ptr<clang::PCHContainerOperations> containers,
                     clang::DiagnosticConsumer *diagnostics) override {
    invocation->getDependencyOutputOpts() = {};
    clang::FrontendOptions &frontend = invocation->getFrontendOpts();
    frontend.OutputFile.clear();
    frontend.ShowStats = false;
    frontend.StatsFile.clear();
    frontend.TimeTracePath.clear();
    frontend.Plugins.clear();
    frontend.LLVMArgs.clear();
    frontend.SkipFunctionBodies = skipBodies_;
    clang::LangOptions &language = invocation->getLangOpts();
    language.ImplicitModules = false;
    language.DumpRecordLayouts = language.DumpRecordLayoutsSimple = false;
    language.DumpRecordLayoutsCanonical = language.DumpRecordLayoutsComplete = false;
    language.DumpVTableLayouts = false;
    clang::CodeGenOptions &code = invocation->getCodeGenOpts();
    code.TimePasses = code.TimePassesPerRun = false; // the report of -ftime-report
    invocation->getHeaderSearchOpts().ModuleCachePath.clear();
    invocation->getHeaderSearchOpts().ModuleFormat = "raw"; // another would end the program
    invocation->getDiagnosticOpts().DiagnosticSerializationFile.clear();
    invocation->getDiagnosticOpts().DiagnosticLogFile.clear();
    invocation->getDiagnosticOpts().ErrorLimit = 1;
    invocation->getDiagnosticOpts().ShowCarets = false; // or "1 error generated." goes to stderr
    invocation->getPreprocessorOpts().ImplicitPCHInclude.clear();
    return FrontendActionFactory::runInvocation(std::move(invocation), files, std::move(containers), diagnostics);
  }

private:
  bool skipBodies_;
  Consume consume_;
};

} // namespace

std::string parseUnit(const CompileUnit &unit, bool skipBodies, Consume consume, const FileView &view) {
  clang::noteBottomOfStack();
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> fileSystem = unmappedFiles();
  if (view)
    fileSystem = view(std::move(fileSystem));
  if (std::error_code error = fileSystem->setCurrentWorkingDirectory(unit.directory))
    return fmt::format("{}: {}", unit.directory, error.message());
  if (!fileSystem->exists(unit.file))
    return "no such file";
  llvm::IntrusiveRefCntPtr<clang::FileManager> files(new clang::FileManager({}, fileSystem));

  FirstError errors;
  Factory factory(skipBodies, consume);
  clang::tooling::ToolInvocation invocation(unit.command, &factory, files.get(),
                                            std::make_shared<clang::PCHContainerOperations>());
  invocation.setDiagnosticConsumer(&errors);
  bool succeeded = invocation.run();
  if (!errors.text.empty())
    return errors.text;
  return succeeded ? "" : "Clang gave no reason";
}

} // namespace leash
