// brief-objects: objects that end sooner than a reader of the code may think, and guards that are given nothing.

#include "checks/core/reader/brief-objects.h"

#include "checks/core/reader/declarations.h"
#include "checks/core/reader/expressions.h"
#include "checks/core/reader/guard-offers.h"
#include "checks/core/reader/outline.h"
#include "checks/core/reader/source.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

namespace leash {

using namespace clang;

namespace {

class Reader {
public:
  Reader(const FunctionDecl &function, const Outline &outline, Declarations &declarations,
         ExpressionReader &expressions)
      : function_(function), outline_(outline), declarations_(declarations), expressions_(expressions),
        context_(declarations.context()) {}

  std::vector<BriefObject> read();

private:
  void unnamed(const Followed<Expr> &made);
  void inBranch(const Followed<VarDecl> &alone);
  void lent(const VarDecl &variable);
  void empty(const VarDecl &variable);
  void misparsed(const FunctionDecl &declared);
  BriefObject &add(BriefObject::Kind kind, SourceRange range);
  void addLent(const Expr &temporary, const VarDecl &variable);
  void offerName(const Expr &made, BriefObject &object) const;
  void insertName(SourceLocation type, const std::string &name, BriefObject &object) const;
  void insert(SourceLocation at, std::string text, const std::string &name, BriefObject &object) const;
  bool isNamedOutside(const VarDecl &variable) const;
  Object objectOf(const Expr &temporary);
  bool isTemporary(const Expr &expression) const;
  bool isKeptByRangeFor(const VarDecl &variable) const;
  bool isIterator(QualType type);
  const Expr *reachedFrom(const Expr &expression) const;

  const FunctionDecl &function_;
  const Outline &outline_;
  Declarations &declarations_;
  ExpressionReader &expressions_;
  ASTContext &context_;
  std::vector<BriefObject> objects_;
};

BriefObject &Reader::add(BriefObject::Kind kind, SourceRange range) {
  BriefObject &object = objects_.emplace_back();
  object.kind = kind;
  object.place = placeOf(range, context_);
  return object;
}

bool Reader::isTemporary(const Expr &expression) const {
  return expression.isPRValue() && expression.getType()->isRecordType() &&
         isa<CXXConstructExpr, CallExpr, InitListExpr>(expression);
}

/// Without what the compiler has put around it.
static const Expr *asWritten(const Expr *expression) {
  for (const Expr *before = nullptr; before != expression;) {
    before = expression;
    if (const auto *whole = dyn_cast<FullExpr>(expression))
      expression = whole->getSubExpr();
    else if (const auto *bound = dyn_cast<CXXBindTemporaryExpr>(expression))
      expression = bound->getSubExpr();
    else
      expression = expression->IgnoreImpCasts();
  }
  return expression;
}

Object Reader::objectOf(const Expr &temporary) {
  return isa<CXXConstructExpr>(temporary) ? expressions_.objectOf(&temporary)
                                          : Object::result(expressions_.resultOf(&temporary));
}

void Reader::unnamed(const Followed<Expr> &made) {
  const Expr *temporary = bare(made.node);
  if (!isTemporary(*temporary))
    return;
  BriefObject &object = add(BriefObject::Unnamed, made.node->getSourceRange());
  object.object = objectOf(*temporary);
  object.next = placeOf(made.next->getSourceRange(), context_);
  if (made.isInBlock)
    offerName(*asWritten(made.node), object);
}

/// The type, as it is written where an object is made; invalid if it isn't.
static SourceLocation endOfType(const Expr &made) {
  const TypeSourceInfo *type = nullptr;
  if (const auto *cast = dyn_cast<CXXFunctionalCastExpr>(&made))
    type = cast->getTypeInfoAsWritten();
  else if (const auto *temporary = dyn_cast<CXXTemporaryObjectExpr>(&made))
    type = temporary->getTypeSourceInfo();
  return type ? type->getTypeLoc().getEndLoc() : SourceLocation();
}

/// A name makes a declaration of the statement.
void Reader::offerName(const Expr &made, BriefObject &object) const {
  std::string name = freeGuardName(function_, context_);
  SourceLocation type = endOfType(made), begin = made.getBeginLoc();
  if (name.empty() || begin.isMacroID() || type.isMacroID() || !mayDeclareAnywhere(function_))
    return;
  if (type.isValid())
    insertName(type, name, object);
  else if (isa<CallExpr>(made))
    insert(begin, "const auto " + name + " = ", name, object);
}

void Reader::insertName(SourceLocation type, const std::string &name, BriefObject &object) const {
  insert(Lexer::getLocForEndOfToken(type, 0, context_.getSourceManager(), context_.getLangOpts()), " " + name, name,
         object);
}

void Reader::insert(SourceLocation at, std::string text, const std::string &name, BriefObject &object) const {
  Place place = placeOf(at, context_);
  place.endLine = place.line;
  place.endColumn = place.column;
  object.fixes.push_back({"call it '" + name + "', so that it lives to the end of the block", {{place, text}}});
}

void Reader::inBranch(const Followed<VarDecl> &alone) {
  BriefObject &object = add(BriefObject::InBranch, alone.node->getSourceRange());
  object.object = expressions_.variable(*alone.node);
  object.next = placeOf(alone.next->getSourceRange(), context_);
}

/// What `expression` was reached through: the object of a method, the class of a member, the operand of an operator.
const Expr *Reader::reachedFrom(const Expr &expression) const {
  if (const auto *call = dyn_cast<CXXMemberCallExpr>(&expression))
    return call->getImplicitObjectArgument();
  if (const auto *operation = dyn_cast<CXXOperatorCallExpr>(&expression))
    return isa_and_nonnull<CXXMethodDecl>(operation->getDirectCallee()) ? operation->getArg(0) : nullptr;
  if (const auto *member = dyn_cast<MemberExpr>(&expression))
    return member->getBase();
  if (const auto *unary = dyn_cast<UnaryOperator>(&expression))
    return unary->getOpcode() == UO_Deref ? unary->getSubExpr() : nullptr;
  if (const auto *element = dyn_cast<ArraySubscriptExpr>(&expression))
    return element->getBase();
  return nullptr;
}

/// From C++23 on, what the range of a loop is made from lives as long as the loop.
bool Reader::isKeptByRangeFor(const VarDecl &variable) const {
  return variable.isCXXForRangeDecl() || (variable.isImplicit() && context_.getLangOpts().CPlusPlus23);
}

bool Reader::isIterator(QualType type) {
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition())
    return false;
  DeclarationName step = context_.DeclarationNames.getCXXOperatorName(OO_PlusPlus);
  return !record->lookup(step).empty();
}

void Reader::addLent(const Expr &temporary, const VarDecl &variable) {
  BriefObject &object = add(BriefObject::Lent, temporary.getSourceRange());
  object.object = objectOf(temporary);
  object.next = placeOf(variable.getSourceRange(), context_);
  object.name = variable.isImplicit() ? std::string() : variable.getNameAsString();
}

void Reader::lent(const VarDecl &variable) {
  const Expr *initializer = variable.getInit();
  if (!initializer || isKeptByRangeFor(variable))
    return;
  const Expr *expression = bare(initializer);
  // What stands to the left of a comma ends with the whole, too.
  const auto *comma = dyn_cast<BinaryOperator>(expression);
  if (comma && comma->getOpcode() == BO_Comma &&
      (variable.getType()->isReferenceType() || isIterator(variable.getType()))) {
    if (const Expr *left = bare(comma->getLHS()); isTemporary(*left))
      addLent(*left, variable);
    return;
  }
  if (!variable.getType()->isReferenceType() || !expression->isGLValue())
    return;
  while ((expression = reachedFrom(*expression))) {
    expression = bare(expression);
    if (isTemporary(*expression))
      addLent(*expression, variable);
  }
}

/// `guard(mutex);` declares a `mutex`.
static bool isParenthesized(const VarDecl &variable) {
  const TypeSourceInfo *type = variable.getTypeSourceInfo();
  return type && type->getTypeLoc().getAs<ParenTypeLoc>();
}

/// Without the variable, its name would be another's.
bool Reader::isNamedOutside(const VarDecl &variable) const {
  auto isVariable = [&](const NamedDecl *other) { return other != &variable && isa<VarDecl, FieldDecl>(other); };
  for (const DeclContext *scope = function_.getLexicalDeclContext(); scope; scope = scope->getParent())
    if (llvm::any_of(scope->lookup(variable.getDeclName()), isVariable))
      return true;
  return llvm::any_of(function_.parameters(),
                      [&](const ParmVarDecl *each) { return each->getDeclName() == variable.getDeclName(); });
}

void Reader::empty(const VarDecl &variable) {
  QualType type = variable.getType();
  const auto *construction = dyn_cast_or_null<CXXConstructExpr>(variable.getInit());
  bool isOfGuard = type->isRecordType() && declarations_.factsOf(type).role == TypeRole::Guard;
  if (!isOfGuard || !construction || construction->getNumArgs() != 0 || variable.getLocation().isMacroID())
    return;
  // Of a guard that somebody wrote himself we don't know what it locks by itself.
  bool isKnown = !isUsers(construction->getConstructor()->getLocation(), context_.getSourceManager()) ||
                 construction->getConstructor()->isDefaulted();
  if (!isKnown || outline_.looked.contains(&variable) || outline_.changed.contains(&variable) ||
      variable.hasAttr<UnusedAttr>())
    return;
  BriefObject &object = add(BriefObject::Empty, variable.getSourceRange());
  object.object = expressions_.variable(variable);
  object.name = variable.getNameAsString();
  object.isNamedLock = isParenthesized(variable) && isNamedOutside(variable);
  if (std::string name = freeGuardName(function_, context_);
      object.isNamedLock && !name.empty() && !variable.getBeginLoc().isMacroID()) {
    SourceLocation type = variable.getTypeSourceInfo()->getTypeLoc().castAs<ParenTypeLoc>().getInnerLoc().getEndLoc();
    insertName(type, name, object);
  }
}

void Reader::misparsed(const FunctionDecl &declared) {
  bool isOfGuard = declarations_.factsOf(declared.getReturnType()).role == TypeRole::Guard &&
                   declared.getReturnType()->isRecordType();
  if (!isOfGuard || outline_.looked.contains(&declared))
    return;
  BriefObject &object = add(BriefObject::Misparsed, declared.getSourceRange());
  object.name = declared.getNameAsString();
}

std::vector<BriefObject> Reader::read() {
  for (const Followed<Expr> &made : outline_.madeAndDropped)
    unnamed(made);
  for (const Followed<VarDecl> &alone : outline_.alone)
    inBranch(alone);
  for (const auto &[variable, scope] : outline_.scopeOf) {
    lent(*variable);
    empty(*variable);
  }
  for (const FunctionDecl *declared : outline_.localFunctions)
    misparsed(*declared);
  llvm::sort(objects_, [](const BriefObject &a, const BriefObject &b) { return a.place < b.place; });
  return std::move(objects_);
}

} // namespace

std::vector<BriefObject> briefObjects(const FunctionDecl &function, const Outline &outline, Declarations &declarations,
                                      ExpressionReader &expressions) {
  return Reader(function, outline, declarations, expressions).read();
}

} // namespace leash
