// resolves-test: every name in a built-in file exists in the library's real headers, and can mean what the file says.
//
// A name that no header declares would never be noticed otherwise: the entry would just never apply.
#include "checks/core/vocabulary/embedded-file.h"
#include "checks/core/vocabulary/selector.h"
#include "checks/core/vocabulary/vocabulary.h"
#include "test/vocabulary/resolver.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <gtest/gtest.h>

namespace leash {
namespace {

using Overloads = llvm::ArrayRef<const clang::FunctionDecl *>;

/// The first error while the headers are read.
class FirstError : public clang::DiagnosticConsumer {
public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic &info) override {
    DiagnosticConsumer::HandleDiagnostic(level, info);
    if (level < clang::DiagnosticsEngine::Error || !text.empty())
      return;
    llvm::SmallString<128> message;
    info.FormatDiagnostic(message);
    text = message.str();
  }

  std::string text;
};

/// `subdirectory` of the system's include directories, wherever this system has it.
std::vector<std::string> includeArguments(const std::string &subdirectory) {
  std::vector<std::string> arguments;
  if (subdirectory.empty())
    return arguments;
  auto addIfThere = [&](llvm::StringRef root) {
    llvm::SmallString<64> path(root);
    llvm::sys::path::append(path, subdirectory);
    if (llvm::sys::fs::is_directory(path))
      arguments.push_back(("-isystem" + path).str());
  };
  addIfThere("/usr/include");
  std::error_code error;
  for (llvm::sys::fs::directory_iterator at("/usr/include", error), end; at != end && !error; at.increment(error))
    addIfThere(at->path());
  return arguments;
}

std::unique_ptr<clang::ASTUnit> parse(const Library &library, FirstError &error) {
  std::string code;
  for (const std::string &header : library.headers)
    code += "#include <" + header + ">\n";
  std::vector<std::string> arguments = includeArguments(library.includeSubdirectory);
  llvm::append_range(arguments, library.compilerArguments);
  arguments.push_back("-resource-dir=" LEASH_CLANG_RESOURCE_DIR);
  arguments.push_back("-I" LEASH_SOURCE_DIR "/include"); // our own library is in no package
  return clang::tooling::buildASTFromCodeWithArgs(
      code, arguments, library.name + ".cpp", "leash", std::make_shared<clang::PCHContainerOperations>(),
      clang::tooling::getClangStripDependencyFileAdjuster(), clang::tooling::FileContentMappings(), &error);
}

bool takesAnyNumber(const clang::FunctionDecl &function) {
  return function.isVariadic() || llvm::any_of(function.parameters(), [](const clang::ParmVarDecl *parameter) {
           return parameter->isParameterPack();
         });
}

bool canHaveArguments(Overloads overloads, unsigned count) {
  return llvm::any_of(overloads, [&](const clang::FunctionDecl *function) {
    if (takesAnyNumber(*function))
      return true;
    return function->getMinRequiredArguments() <= count && count <= function->getNumParams();
  });
}

/// Some overload has what the selector names.
bool exists(const Selector &selector, Overloads overloads) {
  return selector.slot == Slot::None || llvm::any_of(overloads, [&](const clang::FunctionDecl *function) {
           const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
           switch (selector.slot) {
           case Slot::None:
             return true;
           case Slot::This:
             return method && !method->isStatic();
           case Slot::Result:
             return !function->getReturnType()->isVoidType() && !llvm::isa<clang::CXXConstructorDecl>(function);
           case Slot::Argument:
           case Slot::EveryArgument:
             return takesAnyNumber(*function) || selector.argument < function->getNumParams();
           }
           return false;
         });
}

/// What is wrong with one entry in one translation unit; empty if nothing is.
std::string wrong(const OperationEntry &entry, Resolver &resolver) {
  auto overloads = resolver.functions(entry.function);
  if (overloads.empty())
    return "no such function";
  for (uint8_t arity : entry.arities)
    if (!canHaveArguments(overloads, arity))
      return "no overload takes " + std::to_string(arity) + " arguments";
  for (const Selector &selector : {entry.object, entry.other, entry.amount, entry.callable.value_or(Selector())})
    if (!exists(selector, overloads))
      return "no overload has " + spelling(selector);
  llvm::SmallVector<llvm::StringRef, 4> types;
  llvm::StringRef(entry.unlessArgument).split(types, '|', -1, /*KeepEmpty=*/false);
  if (!entry.whenArgument.empty())
    types.push_back(entry.whenArgument);
  for (llvm::StringRef type : types)
    if (!resolver.isType(type, /*aliasCounts=*/false))
      return ("no class or enumeration " + type).str();
  return {};
}

class ResolvesTest : public ::testing::TestWithParam<unsigned> {};

TEST_P(ResolvesTest, EveryNameIsInTheHeaders) {
  const EmbeddedFile &file = embeddedVocabulary[GetParam()];
  VocabularyText text = llvm::cantFail(parseVocabulary({file.data, file.size}, file.name, file.name));

  std::vector<std::unique_ptr<clang::ASTUnit>> units;
  std::vector<Resolver> resolvers;
  for (const Library &library : text.libraries) {
    FirstError error;
    units.push_back(parse(library, error));
    ASSERT_TRUE(units.back() && error.text.empty())
        << "the headers of " << library.name << " don't parse: " << error.text
        << (library.package.empty() ? "" : "; Debian's package is " + library.package);
    resolvers.emplace_back(units.back()->getASTContext());
  }
  auto resolvesSomewhere = [&](auto wrongIn) {
    std::string why;
    for (Resolver &resolver : resolvers)
      if (why = wrongIn(resolver); why.empty())
        return why;
    return why;
  };

  for (const TypeEntry &entry : text.types)
    EXPECT_TRUE(llvm::any_of(resolvers, [&](Resolver &each) { return each.isType(entry.name, /*aliasCounts=*/true); }))
        << file.name << ": no such type: " << entry.name;
  for (const TypeEntry &entry : text.types)
    for (const std::string &guard :
         {entry.guards.whole, entry.guards.unlocking, entry.guards.sharedWhole, entry.guards.sharedUnlocking}) {
      llvm::StringRef name = llvm::StringRef(guard).take_until([](char c) { return c == '<' || c == ' '; });
      EXPECT_TRUE(name.empty() || llvm::any_of(resolvers, [&](Resolver &each) { return each.isType(name, true); }))
          << file.name << ": no such guard: " << guard;
    }
  for (const OperationEntry &entry : text.operations)
    EXPECT_EQ(resolvesSomewhere([&](Resolver &resolver) { return wrong(entry, resolver); }), "")
        << file.name << ": " << entry.function << " (" << std::string(spelling(entry.verb)) << ")";
  for (const FunctionFact &fact : text.facts)
    EXPECT_TRUE(llvm::any_of(resolvers, [&](Resolver &each) { return !each.functions(fact.function).empty(); }))
        << file.name << ": no such function: " << fact.function;
}

INSTANTIATE_TEST_SUITE_P(Libraries, ResolvesTest, ::testing::Range(0u, embeddedVocabularyCount),
                         [](const ::testing::TestParamInfo<unsigned> &info) {
                           llvm::StringRef name(embeddedVocabulary[info.param].name);
                           return name.take_until([](char c) { return c == '.'; }).str();
                         });

/// The resolver on a few lines of code, so that a green test above means something.
class ResolverTest : public ::testing::Test {
protected:
  std::string wrongWith(const std::string &code, OperationEntry entry) {
    std::unique_ptr<clang::ASTUnit> unit = clang::tooling::buildASTFromCodeWithArgs(code, {"-std=c++20"});
    Resolver resolver(unit->getASTContext());
    return wrong(entry, resolver);
  }
  static OperationEntry entryFor(const char *function) {
    OperationEntry entry;
    entry.function = function;
    return entry;
  }
};

TEST_F(ResolverTest, MissesAFunctionThatIsNotDeclared) {
  EXPECT_EQ(wrongWith("namespace a { struct m { void lock(); }; }", entryFor("a::m::look")), "no such function");
  EXPECT_EQ(wrongWith("namespace a { struct m { void lock(); }; }", entryFor("a::m::lock")), "");
}

TEST_F(ResolverTest, SeesThroughInlineNamespacesAndBasesButNotThroughAliases) {
  const char *code = "namespace a { inline namespace v1 { struct base { void wait(); }; } template <class T> struct "
                     "future : base {}; using alias = future<int>; }";
  EXPECT_EQ(wrongWith(code, entryFor("a::future::wait")), "");
  EXPECT_EQ(wrongWith(code, entryFor("a::alias::wait")), "no such function");
}

TEST_F(ResolverTest, FindsOperatorsThatClassesHaveAsFriends) {
  const char *code = "namespace a { struct tag { template <class F> friend F operator+(tag, F f) { return f; } }; }";
  EXPECT_EQ(wrongWith(code, entryFor("a::operator+")), "");
  EXPECT_EQ(wrongWith(code, entryFor("a::operator-")), "no such function");
}

TEST_F(ResolverTest, MissesAnArityThatNoOverloadHas) {
  OperationEntry entry = entryFor("m::wait");
  entry.arities = {3};
  EXPECT_EQ(wrongWith("struct m { void wait(int); void wait(int, int); };", entry), "no overload takes 3 arguments");
  EXPECT_EQ(wrongWith("struct m { void wait(int); void wait(int, int, int = 0); };", entry), "");
}

TEST_F(ResolverTest, MissesAnArgumentThatNoOverloadHas) {
  OperationEntry entry = entryFor("lock");
  entry.object = {Slot::Argument, 1};
  EXPECT_EQ(wrongWith("void lock(int);", entry), "no overload has argument 1");
  entry.object = {Slot::This, 0};
  EXPECT_EQ(wrongWith("void lock(int);", entry), "no overload has this");
}

} // namespace
} // namespace leash
