// guard-offers: where a guard could own a lock that is taken by hand.

#include "checks/core/reader/guard-offers.h"

#include "checks/core/reader/outline.h"
#include "checks/core/reader/source.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/Lexer.h"

namespace leash {

using namespace clang;

namespace {

/// The statement that `call` is, in the block that it stands in.
struct Standing {
  const Stmt *statement = nullptr;
  const CompoundStmt *block = nullptr; ///< null if it stands elsewhere: in a condition, after `if (…)`
  size_t index = 0;
};

class Offers {
public:
  Offers(llvm::ArrayRef<HandCall> calls, const FunctionDecl &function, const ASTContext &context)
      : calls_(calls), function_(function), context_(context), sources_(context.getSourceManager()),
        parents_(function.getBody()) {}

  std::vector<GuardOffer> read();

private:
  Standing standingOf(const Stmt &call) const;
  bool isInside(const Stmt *statement, const Stmt &outer) const;
  bool mayDeclareAfter(const Standing &acquired) const;
  bool endsWhatIsHeld(const HandCall &release, const Standing &acquired) const;
  bool isFreeOfEnds(const Standing &acquired) const;
  std::optional<Fix> fix(const HandCall &acquire) const;
  bool isDeclared(llvm::StringRef guard) const;
  Place line(const Stmt &statement) const;
  Place between(SourceLocation begin, SourceLocation end) const;

  llvm::ArrayRef<HandCall> calls_;
  const FunctionDecl &function_;
  const ASTContext &context_;
  const SourceManager &sources_;
  ParentMap parents_;
};

Standing Offers::standingOf(const Stmt &call) const {
  const Stmt *statement = &call;
  const Stmt *parent = parents_.getParent(statement);
  while (parent && isa<Expr>(parent)) {
    if (!isa<ExprWithCleanups>(parent))
      return {};
    statement = std::exchange(parent, parents_.getParent(parent));
  }
  const auto *block = dyn_cast_or_null<CompoundStmt>(parent);
  if (!block)
    return {statement, nullptr, 0};
  return {statement, block, static_cast<size_t>(llvm::find(block->body(), statement) - block->body_begin())};
}

bool Offers::isInside(const Stmt *statement, const Stmt &outer) const {
  while (statement && statement != &outer)
    statement = parents_.getParent(statement);
  return statement;
}

template <typename... Kinds> bool contains(const Stmt *statement) {
  return statement && (isa<Kinds...>(statement) || llvm::any_of(statement->children(), contains<Kinds...>));
}

/// No jump passes over what is declared there.
bool Offers::mayDeclareAfter(const Standing &acquired) const {
  return !isa_and_nonnull<SwitchStmt>(parents_.getParent(acquired.block)) && !contains<LabelStmt>(function_.getBody());
}

bool callsNothing(const Stmt *statement) {
  return !contains<CallExpr, CXXConstructExpr, CXXNewExpr, CXXDeleteExpr, LambdaExpr>(statement);
}

/// After the release nothing happens that the lock shouldn't be held for: the block ends, or the function does.
bool Offers::endsWhatIsHeld(const HandCall &release, const Standing &acquired) const {
  Standing standing = standingOf(*release.call);
  if (!standing.block)
    return false;
  if (standing.index + 1 == standing.block->size())
    return standing.block == acquired.block;
  const Stmt *next = standing.block->body_begin()[standing.index + 1];
  const auto *result = dyn_cast<ReturnStmt>(next);
  return result && callsNothing(result->getRetValue());
}

/// Nothing that is declared after the acquisition has an end that could notice the lock.
bool Offers::isFreeOfEnds(const Standing &acquired) const {
  return llvm::none_of(llvm::drop_begin(acquired.block->body(), acquired.index), [](const Stmt *statement) {
    const auto *declarations = dyn_cast<DeclStmt>(statement);
    return declarations && llvm::any_of(declarations->decls(), [](const Decl *declaration) {
             const auto *variable = dyn_cast<VarDecl>(declaration);
             return variable && variable->getType().isDestructedType();
           });
  });
}

/// A class, or a template of one, whose definition is here.
bool isDefined(const NamedDecl &declaration) {
  const auto *pattern = dyn_cast<ClassTemplateDecl>(&declaration);
  const auto *type = pattern ? pattern->getTemplatedDecl() : dyn_cast<CXXRecordDecl>(&declaration);
  return type && type->hasDefinition();
}

/// Whether the unit has the class that the guard's declaration begins with.
bool Offers::isDeclared(llvm::StringRef guard) const {
  llvm::SmallVector<llvm::StringRef, 4> names;
  guard.take_until([](char c) { return c == '<' || c == ' '; }).split(names, "::");
  const DeclContext *scope = context_.getTranslationUnitDecl();
  const NamedDecl *named = nullptr;
  for (llvm::StringRef name : names) {
    auto found = scope ? scope->lookup(&context_.Idents.get(name)) : DeclContext::lookup_result();
    if (found.empty())
      return false;
    named = *found.begin();
    const auto *space = dyn_cast<NamespaceDecl>(named);
    scope = space ? space->getPrimaryContext() : nullptr;
  }
  return named && isDefined(*named);
}

Place Offers::between(SourceLocation begin, SourceLocation end) const {
  Place place = placeOf(SourceRange(begin, begin), context_);
  place.endLine = sources_.getSpellingLineNumber(end);
  place.endColumn = sources_.getSpellingColumnNumber(end);
  return place;
}

/// From the statement to behind its semicolon; the whole line, with the line break before, if it has that to itself.
Place Offers::line(const Stmt &statement) const {
  const LangOptions &language = context_.getLangOpts();
  SourceLocation begin = statement.getBeginLoc();
  SourceLocation end = Lexer::findLocationAfterToken(statement.getEndLoc(), tok::semi, sources_, language, false);
  if (end.isInvalid())
    return {};
  auto [file, offset] = sources_.getDecomposedLoc(begin);
  llvm::StringRef buffer = sources_.getBufferData(file);
  size_t first = offset, last = sources_.getFileOffset(end);
  while (first > 0 && (buffer[first - 1] == ' ' || buffer[first - 1] == '\t'))
    --first;
  while (last < buffer.size() && (buffer[last] == ' ' || buffer[last] == '\t' || buffer[last] == '\r'))
    ++last;
  bool isAlone = first > 0 && buffer[first - 1] == '\n' && last < buffer.size() && buffer[last] == '\n';
  SourceLocation start = sources_.getLocForStartOfFile(file);
  return isAlone ? between(start.getLocWithOffset(first - 1), start.getLocWithOffset(last)) : between(begin, end);
}

std::string written(llvm::StringRef text, llvm::StringRef type, llvm::StringRef lock, llvm::StringRef pointer,
                    llvm::StringRef guard) {
  std::string result;
  while (!text.empty()) {
    auto [before, rest] = text.split('{');
    result += before;
    auto [key, after] = rest.split('}');
    result += key == "type" ? type : key == "lock" ? lock : key == "pointer" ? pointer : key == "guard" ? guard : "";
    text = after;
  }
  return result;
}

std::optional<Fix> Offers::fix(const HandCall &acquire) const {
  Standing acquired = standingOf(*acquire.call);
  if (!acquired.block || !mayDeclareAfter(acquired))
    return std::nullopt;
  std::vector<const HandCall *> others;
  bool isWhole = isFreeOfEnds(acquired), isInOneBlock = false;
  for (const HandCall &other : calls_) {
    if (other.call == acquire.call || !mayMeet(other.lock, acquire.lock))
      continue;
    Standing standing = standingOf(*other.call);
    bool isAfter = standing.statement && isInside(other.call, *acquired.block) &&
                   sources_.isBeforeInTranslationUnit(acquire.call->getEndLoc(), other.call->getBeginLoc());
    bool isLike = other.verb == Verb::Release || (other.isCertain && other.shared == acquire.shared);
    if (!isAfter || !isLike || !sameHere(other.lock, acquire.lock))
      return std::nullopt;
    isInOneBlock |= other.verb == Verb::Release && standing.block == acquired.block;
    isWhole &= other.verb == Verb::Release && endsWhatIsHeld(other, acquired);
    others.push_back(&other);
  }
  if (!isInOneBlock)
    return std::nullopt;

  const GuardTexts &guards = acquire.type->guards;
  const std::string &whole = acquire.shared ? guards.sharedWhole : guards.whole;
  const std::string &unlocking = acquire.shared ? guards.sharedUnlocking : guards.unlocking;
  isWhole &= !whole.empty();
  const std::string &text = isWhole ? whole : unlocking;
  std::string guard = freeGuardName(function_, context_);
  if (text.empty() || guard.empty() || !isDeclared(text))
    return std::nullopt;

  const auto *member = cast<MemberExpr>(acquire.call->getCallee()->IgnoreParens());
  std::string receiver = textOf(member->getBase()->getSourceRange(), context_);
  bool isName = isa<DeclRefExpr, MemberExpr>(member->getBase()->IgnoreParenImpCasts());
  std::string pointee = isName ? "*" + receiver : "*(" + receiver + ")";
  std::string declaration = written(text, acquire.type->name, member->isArrow() ? pointee : receiver,
                                    member->isArrow() ? receiver : "&" + receiver, guard);
  Fix fix;
  fix.description = "let '" + guard + "' own it for the rest of the block";
  fix.replacements.push_back(
      {between(acquire.call->getBeginLoc(), acquire.call->getEndLoc().getLocWithOffset(1)), declaration});
  for (const HandCall *other : others) {
    if (isWhole) {
      fix.replacements.push_back({line(*other->call), ""});
    } else {
      const auto *used = cast<MemberExpr>(other->call->getCallee()->IgnoreParens());
      std::string call = guard + (other->verb == Verb::Release ? ".unlock" : ".lock");
      SourceLocation end = Lexer::getLocForEndOfToken(used->getMemberLoc(), 0, sources_, context_.getLangOpts());
      fix.replacements.push_back({between(other->call->getBeginLoc(), end), call});
    }
    if (!fix.replacements.back().place.isKnown())
      return std::nullopt;
  }
  return fix;
}

std::vector<GuardOffer> Offers::read() {
  std::vector<GuardOffer> offers;
  for (const HandCall &first : calls_) {
    if (first.verb != Verb::Acquire || !first.isCertain || !first.type)
      continue;
    // It speaks of the acquisitions that follow, too.
    if (std::optional<Fix> possible = fix(first))
      for (const HandCall &call : calls_)
        if (call.verb == Verb::Acquire && sameHere(call.lock, first.lock))
          offers.push_back({placeOf(call.call->getSourceRange(), context_), *possible});
  }
  return offers;
}

} // namespace

/// Every acquisition carries the change of all of them: a generated function that locks ten thousand times would cost
/// gigabytes, for a change that nobody could review.
static constexpr size_t MaxCalls = 256;

std::vector<GuardOffer> guardOffers(llvm::ArrayRef<HandCall> calls, const FunctionDecl &function,
                                    const ASTContext &context) {
  if (calls.size() > MaxCalls)
    return {};
  // What an instance of a template needs, the others may not.
  bool isPlain = !function.isTemplateInstantiation() && llvm::all_of(calls, [](const HandCall &call) {
    const auto *member = dyn_cast<MemberExpr>(call.call->getCallee()->IgnoreParens());
    return member && !member->isImplicitAccess() && !call.call->getBeginLoc().isMacroID() &&
           !call.call->getEndLoc().isMacroID() && !member->getMemberLoc().isMacroID();
  });
  if (!isPlain || llvm::none_of(calls, [](const HandCall &call) { return call.type && call.isCertain; }))
    return {};
  return Offers(calls, function, context).read();
}

static bool hasWord(llvm::StringRef text, llvm::StringRef word) {
  auto isPart = [](char c) { return clang::isAsciiIdentifierContinue(c); };
  for (size_t at = text.find(word); at != llvm::StringRef::npos; at = text.find(word, at + 1)) {
    size_t end = at + word.size();
    if ((at == 0 || !isPart(text[at - 1])) && (end == text.size() || !isPart(text[end])))
      return true;
  }
  return false;
}

std::string freeGuardName(const FunctionDecl &function, const ASTContext &context) {
  std::string text = textOf(function.getSourceRange(), context, /*limit=*/-1u);
  for (llvm::StringRef name : {"guard", "lockGuard", "scopeGuard"})
    if (!hasWord(text, name))
      return name.str();
  return {};
}

bool mayDeclareAnywhere(const FunctionDecl &function) { return !contains<LabelStmt, SwitchCase>(function.getBody()); }

} // namespace leash
