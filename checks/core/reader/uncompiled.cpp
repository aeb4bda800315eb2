// uncompiled: what the user wrote but this build leaves out.

#include "checks/core/reader/uncompiled.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"

#include "llvm/ADT/StringMap.h"

namespace leash {

using namespace clang;

namespace {

/// A range of one file, by offsets.
struct Extent {
  FileID file;
  unsigned begin = 0;
  unsigned end = 0;

  bool contains(unsigned offset) const { return begin <= offset && offset < end; }
};

Extent extentOf(SourceRange range, const SourceManager &sources) {
  auto [file, begin] = sources.getDecomposedLoc(range.getBegin());
  auto [lastFile, end] = sources.getDecomposedLoc(range.getEnd());
  return range.getBegin().isMacroID() || file != lastFile ? Extent() : Extent{file, begin, end + 1};
}

} // namespace

std::vector<const VarDecl *> namedUncompiled(const FunctionDecl &function, const Outline &outline,
                                             const ASTContext &context) {
  const SourceManager &sources = context.getSourceManager();
  Extent body = extentOf(function.getBody()->getSourceRange(), sources);
  llvm::StringMap<std::vector<const VarDecl *>> wanted;
  for (const ValueDecl *value : outline.results)
    if (const auto *variable = dyn_cast<VarDecl>(value); variable && outline.scopeOf.contains(variable))
      wanted[variable->getName()].push_back(variable);
  if (body.file.isInvalid() || wanted.empty())
    return {};

  llvm::DenseSet<SourceLocation> compiled;
  for (SourceLocation name : outline.names)
    compiled.insert(sources.getSpellingLoc(name));
  for (const auto &[variable, scope] : outline.scopeOf)
    compiled.insert(sources.getSpellingLoc(variable->getLocation()));
  std::vector<Extent> lambdas;
  for (const LambdaExpr *lambda : outline.lambdas)
    lambdas.push_back(extentOf(lambda->getSourceRange(), sources));

  std::vector<const VarDecl *> found;
  llvm::StringRef text = sources.getBufferData(body.file);
  SourceLocation start = sources.getLocForStartOfFile(body.file);
  Lexer lexer(start, context.getLangOpts(), text.begin(), text.begin() + body.begin, text.end());
  Token token, previous;
  previous.startToken();
  while (!lexer.LexFromRawLexer(token) && sources.getFileOffset(token.getLocation()) < body.end) {
    bool isMember = previous.isOneOf(tok::period, tok::arrow, tok::coloncolon);
    previous = token;
    if (!token.is(tok::raw_identifier) || isMember || compiled.contains(token.getLocation()))
      continue;
    auto named = wanted.find(token.getRawIdentifier());
    unsigned offset = sources.getFileOffset(token.getLocation());
    if (named == wanted.end() || llvm::any_of(lambdas, [&](const Extent &each) { return each.contains(offset); }))
      continue;
    llvm::append_range(found, named->second);
    wanted.erase(named);
  }
  return found;
}

} // namespace leash
