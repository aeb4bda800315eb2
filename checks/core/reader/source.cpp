// source: places, texts and names of AST nodes.

#include "checks/core/reader/source.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

namespace leash {

using namespace clang;

Place placeOf(SourceRange range, const ASTContext &context) {
  const SourceManager &sources = context.getSourceManager();
  Place place;
  if (range.isInvalid())
    return place;
  PresumedLoc begin = sources.getPresumedLoc(sources.getFileLoc(range.getBegin()), /*UseLineDirectives=*/false);
  if (begin.isInvalid())
    return place;
  place.file = begin.getFilename();
  place.line = place.endLine = begin.getLine();
  place.column = place.endColumn = begin.getColumn();
  SourceLocation last = sources.getFileLoc(range.getEnd());
  SourceLocation after = Lexer::getLocForEndOfToken(last, 0, sources, context.getLangOpts());
  PresumedLoc end = sources.getPresumedLoc(after.isValid() ? after : last, /*UseLineDirectives=*/false);
  if (end.isValid() && place.file == end.getFilename() && end.getLine() >= place.line) {
    place.endLine = end.getLine();
    place.endColumn = end.getColumn();
  }
  return place;
}

std::string textOf(SourceRange range, const ASTContext &context, unsigned limit) {
  const SourceManager &sources = context.getSourceManager();
  CharSourceRange characters =
      Lexer::makeFileCharRange(CharSourceRange::getTokenRange(range), sources, context.getLangOpts());
  if (characters.isInvalid())
    characters = CharSourceRange::getTokenRange(sources.getExpansionRange(range).getAsRange());
  llvm::StringRef source = Lexer::getSourceText(characters, sources, context.getLangOpts());
  std::string folded;
  for (char character : source) {
    bool space = llvm::isSpace(character);
    if (space && (folded.empty() || folded.back() == ' '))
      continue;
    if (folded.size() >= limit)
      return folded + "...";
    folded += space ? ' ' : character;
  }
  while (!folded.empty() && folded.back() == ' ')
    folded.pop_back();
  return folded;
}

/// The words of `comment` that let a failure pass, and none that call it a mistake.
static bool letsPass(llvm::StringRef comment) {
  static constexpr llvm::StringLiteral Permission[] = {
      "best effort",       "best-effort",     "ignore error", "ignoring error",   "ignoring any",
      "on purpose",        "ignored because", "is ignored",   "ignore any error", "ignore the error",
      "ignore all errors", "ignore failure",  "don't care",   "doesn't matter",   "does not matter"};
  static constexpr llvm::StringLiteral Doubt[] = {"bug", "fixme", "todo", "should", "must", "not ignore", "never"};
  std::string words = comment.lower();
  auto isIn = [&](llvm::StringRef each) { return llvm::StringRef(words).contains(each); };
  return llvm::any_of(Permission, isIn) && llvm::none_of(Doubt, isIn);
}

bool isSaidToBeIgnored(SourceLocation location, SourceLocation from, const ASTContext &context) {
  const SourceManager &sources = context.getSourceManager();
  auto [file, offset] = sources.getDecomposedLoc(sources.getFileLoc(location));
  llvm::StringRef buffer = sources.getBufferData(file);
  size_t lineStart = buffer.rfind('\n', offset) + 1;
  llvm::StringRef line = buffer.substr(lineStart).take_until([](char c) { return c == '\n'; });
  if (letsPass(line.substr(std::min(line.find("//"), line.find("/*")))))
    return true;
  size_t since = lineStart;
  if (from.isValid())
    if (auto [first, start] = sources.getDecomposedLoc(sources.getFileLoc(from)); first == file && start < since)
      since = start;
  std::string above;
  llvm::StringRef before = buffer.take_front(lineStart);
  while (before.consume_back("\n")) {
    llvm::StringRef previous = before.substr(before.rfind('\n') + 1).trim();
    bool isComment = previous.starts_with("//") || previous.starts_with("/*") || previous.starts_with("*");
    if (!isComment && before.size() <= since)
      break;
    if (!isComment)
      previous = "";
    above = (previous.ltrim("/* ") + " " + above).str();
    before = before.take_front(before.rfind('\n') + 1);
  }
  return letsPass(above);
}

bool isExplained(SourceRange block, const ASTContext &context) {
  const SourceManager &sources = context.getSourceManager();
  auto [file, begin] = sources.getDecomposedLoc(sources.getFileLoc(block.getBegin()));
  auto [lastFile, end] = sources.getDecomposedLoc(sources.getFileLoc(block.getEnd()));
  if (block.getBegin().isMacroID() || file != lastFile)
    return true; // a macro says it once for all
  llvm::StringRef inside = sources.getBufferData(file).slice(begin + 1, end);
  auto [opening, rest] = inside.split('\n');
  bool isOnOneLine = opening.size() == inside.size();
  bool hasComment = (isOnOneLine ? opening : rest).contains("//") || (isOnOneLine ? opening : rest).contains("/*");
  return hasComment || isSaidToBeIgnored(block.getBegin(), SourceLocation(), context);
}

std::string unqualifiedName(const NamedDecl &declaration) {
  if (const auto *constructor = dyn_cast<CXXConstructorDecl>(&declaration))
    return constructor->getParent()->getName().str();
  if (const auto *destructor = dyn_cast<CXXDestructorDecl>(&declaration))
    return ("~" + destructor->getParent()->getName()).str();
  if (const auto *conversion = dyn_cast<CXXConversionDecl>(&declaration))
    return conversion->getConversionType()->isBooleanType() ? "operator bool" : "operator";
  return declaration.getNameAsString();
}

std::string vocabularyName(const NamedDecl &declaration) {
  llvm::SmallVector<std::string, 6> scopes;
  scopes.push_back(unqualifiedName(declaration));
  for (const DeclContext *scope = declaration.getDeclContext(); scope && !scope->isTranslationUnit();
       scope = scope->getParent()) {
    if (const auto *space = dyn_cast<NamespaceDecl>(scope)) {
      if (!space->isInline() && !space->isAnonymousNamespace())
        scopes.push_back(space->getName().str());
    } else if (const auto *type = dyn_cast<TagDecl>(scope)) {
      if (const TypedefNameDecl *alias = type->getTypedefNameForAnonDecl())
        scopes.push_back(alias->getName().str());
      else if (!type->getName().empty())
        scopes.push_back(type->getName().str());
    }
  }
  std::reverse(scopes.begin(), scopes.end());
  return llvm::join(scopes, "::");
}

/// Where systems keep the headers of installed libraries, which builds may name with -I as well.
static bool isInstalled(llvm::StringRef file) {
  return file.starts_with("/usr/include/") || file.starts_with("/usr/local/include/");
}

bool isUsers(SourceLocation location, const SourceManager &sources) {
  if (location.isInvalid())
    return false;
  SourceLocation expansion = sources.getExpansionLoc(location);
  return !sources.isInSystemHeader(expansion) && !isInstalled(sources.getFilename(expansion));
}

} // namespace leash
