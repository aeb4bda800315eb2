// analyze-source: what all checks together say about a program.

#include "test/support/analyze-source.h"

#include "checks/check.h"
#include "checks/core/unit/analyze.h"
#include "checks/core/vocabulary/vocabulary.h"

#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

namespace leash {

/// True if the standard headers mean the same to the program as they do precompiled: it is compiled as usual, and
/// defines no macro before it includes them.
static bool canUsePrecompiledHeaders(const MarkedSource &source) {
  llvm::StringRef code = source.code;
  return llvm::sys::fs::exists(LEASH_STANDARD_HEADERS) &&
         source.arguments == markedSource("", "any.cpp", "", "").arguments && !source.isC() &&
         !code.take_front(code.rfind("#include")).contains("#define");
}

// Most of the time goes to the standard headers, and there are well over a thousand programs: precompiled, they take a
// third of it. The program sees headers that it doesn't include. Where hosts are compared, it is parsed as users would.
static std::vector<std::string> compilerArguments(const MarkedSource &source) {
  std::vector<std::string> arguments = {"-resource-dir", LEASH_CLANG_RESOURCE_DIR, "-w"};
  llvm::append_range(arguments, source.arguments);
  if (canUsePrecompiledHeaders(source))
    llvm::append_range(arguments, llvm::ArrayRef{"-include-pch", LEASH_STANDARD_HEADERS});
  return arguments;
}

static llvm::Expected<std::vector<Finding>> runAllChecks(clang::ASTContext &context, const MarkedSource &source) {
  llvm::Expected<std::shared_ptr<const Unit>> unit = buildUnit(context, Vocabulary::builtIn());
  if (!unit)
    return unit.takeError();
  std::vector<Finding> findings;
  for (const CheckInfo *check : catalog())
    llvm::append_range(findings, runCheck(*check, **unit,
                                          check->name == source.check ? OptionValues(source.options) : OptionValues()));
  canonicalize(findings);
  return findings;
}

static llvm::Expected<std::vector<Finding>> parseAndCheck(const MarkedSource &source) {
  std::string said;
  llvm::raw_string_ostream stream(said);
  clang::TextDiagnosticPrinter printer(stream, new clang::DiagnosticOptions());
  std::unique_ptr<clang::ASTUnit> unit =
      clang::tooling::buildASTFromCodeWithArgs(source.code, compilerArguments(source), source.file, "clang-tool",
                                               std::make_shared<clang::PCHContainerOperations>(),
                                               clang::tooling::getClangStripDependencyFileAdjuster(), {}, &printer);
  if (!unit || unit->getDiagnostics().hasErrorOccurred())
    return llvm::createStringError("%s does not compile:\n%s", source.file.c_str(), said.c_str());
  return runAllChecks(unit->getASTContext(), source);
}

/// The options that the program gives to a check which doesn't have them.
static std::vector<std::string> unknownOptions(const MarkedSource &source) {
  std::vector<std::string> unknown;
  const CheckInfo *check = findCheck(source.check);
  for (const auto &[name, value] : source.options)
    if (!check || llvm::none_of(check->options, [&](const OptionInfo &known) { return known.name == name; }))
      unknown.push_back(name);
  return unknown;
}

llvm::Expected<std::vector<Finding>> analyzeSource(const MarkedSource &source) {
  if (std::vector<std::string> unknown = unknownOptions(source); !unknown.empty())
    return llvm::createStringError("%s: %s has no option '%s'", source.file.c_str(), source.check.c_str(),
                                   unknown.front().c_str());
  // Where the caller has enabled crash recovery, a crash costs this program and not those after it. What the crash left
  // half done is lost, not freed.
  auto *findings = new llvm::Expected<std::vector<Finding>>(std::vector<Finding>());
  llvm::cantFail(findings->takeError());
  llvm::CrashRecoveryContext recovery;
  if (!recovery.RunSafely([&] { *findings = parseAndCheck(source); }))
    return llvm::createStringError("Leash crashed on %s", source.file.c_str());
  llvm::Expected<std::vector<Finding>> result = std::move(*findings);
  delete findings;
  return result;
}

} // namespace leash
