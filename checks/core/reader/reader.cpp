// reader: from Clang's AST to bodies of operations. The only road from C++ into plain data.

#include "checks/core/reader/reader.h"

#include "checks/core/reader/body-reader.h"
#include "checks/core/reader/source.h"
#include "checks/core/unit/unit.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

namespace leash {

using namespace clang;

namespace {

/// Instances of one template that are read: further ones repeat what these say.
constexpr unsigned InstancesRead = 8;

/// Finds the functions to read, among the user's declarations only.
class Functions : public RecursiveASTVisitor<Functions> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitLambdaBody() const { return true; }

  bool VisitFunctionDecl(FunctionDecl *function) {
    add(function);
    return true;
  }

  bool VisitVarDecl(VarDecl *variable) {
    if (variable->hasGlobalStorage() && variable->getInit())
      addInitialized(variable);
    return true;
  }

  bool VisitFieldDecl(FieldDecl *field) {
    if (field->hasInClassInitializer() && field->getInClassInitializer())
      addInitialized(field);
    return true;
  }

  /// Constructors that the compiler writes run the initialisers that the user wrote.
  bool VisitCXXRecordDecl(CXXRecordDecl *record) {
    if (record->isThisDeclarationADefinition() && !record->isLambda())
      for (const CXXConstructorDecl *constructor : record->ctors())
        if (constructor->isDefaultConstructor() && constructor->isDefaulted() && record->hasInClassInitializer())
          addBody(constructor);
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *lambda) {
    const CXXMethodDecl *operation = lambda->getCallOperator();
    if (!operation)
      return true;
    add(operation);
    if (FunctionTemplateDecl *pattern = operation->getDescribedFunctionTemplate())
      for (FunctionDecl *instance : pattern->specializations())
        TraverseDecl(instance);
    return true;
  }

  /// Adds the patterns of templates that nothing instantiates here, once everything has been visited: what doesn't
  /// depend on the template's parameters can be read in them.
  void addPatterns() {
    for (const FunctionDecl *pattern : patterns_)
      if (!isInstantiated(*pattern) && ids.try_emplace(pattern->getCanonicalDecl(), found.size()).second)
        found.push_back(pattern);
  }

  std::vector<const FunctionDecl *> found;
  std::vector<const ValueDecl *> initialized; ///< variables of static storage, members with a value of their own
  llvm::DenseMap<const FunctionDecl *, BodyId> ids;

private:
  void addInitialized(const ValueDecl *variable) {
    if (!variable->getDeclContext()->isDependentContext() && !variable->getType()->isDependentType() &&
        !variable->isInvalidDecl())
      initialized.push_back(variable);
  }

  void add(const FunctionDecl *function) {
    if (!function->doesThisDeclarationHaveABody() || function->isInvalidDecl() || function->isDefaulted())
      return;
    if (function->isDependentContext())
      patterns_.push_back(function);
    else
      addBody(function);
  }

  void addBody(const FunctionDecl *function) {
    if (!function->doesThisDeclarationHaveABody() || !function->getBody() || function->isDependentContext())
      return;
    if (const FunctionDecl *pattern = function->getTemplateInstantiationPattern())
      if (addInstance(*pattern) > InstancesRead)
        return;
    if (ids.try_emplace(function->getCanonicalDecl(), found.size()).second)
      found.push_back(function);
  }

  /// A lambda in a template is made with the function that it stands in. Of a class template of which some functions
  /// are made, the others aren't read: they'd act on other objects than those do.
  bool isInstantiated(const FunctionDecl &pattern) const {
    for (const auto *function = &pattern; function;
         function = dyn_cast_or_null<FunctionDecl>(function->getParentFunctionOrMethod())) {
      const auto *method = dyn_cast<CXXMethodDecl>(function);
      if (instances_.contains(function->getCanonicalDecl()) ||
          (method && instantiatedClasses_.contains(method->getParent()->getCanonicalDecl())))
        return true;
    }
    return false;
  }

  /// Returns how many there are now.
  unsigned addInstance(const FunctionDecl &pattern) {
    if (const auto *method = dyn_cast<CXXMethodDecl>(&pattern);
        method && method->getParent()->isDependentContext() && !method->getParent()->isLambda())
      instantiatedClasses_.insert(method->getParent()->getCanonicalDecl());
    return ++instances_[pattern.getCanonicalDecl()];
  }

  llvm::DenseMap<const FunctionDecl *, unsigned> instances_;  ///< by pattern
  llvm::DenseSet<const CXXRecordDecl *> instantiatedClasses_; ///< patterns
  std::vector<const FunctionDecl *> patterns_;
};

/// `body` may run wherever the method, or what it overrides, is called.
void addImplementation(const CXXMethodDecl &method, BodyId body, Declarations &declarations, Unit &unit) {
  if (!method.isVirtual() || isa<CXXDestructorDecl>(method))
    return;
  std::vector<BodyId> &bodies = unit.implementations[declarations.entityOf(method)];
  if (!llvm::is_contained(bodies, body))
    bodies.push_back(body);
  for (const CXXMethodDecl *overridden : method.overridden_methods())
    addImplementation(*overridden, body, declarations, unit);
}

} // namespace

void readUnit(ASTContext &context, const Vocabulary &vocabulary, Unit &unit) {
  Declarations declarations(context, vocabulary, unit);
  unit.entities.emplace_back();
  unit.expressions.emplace_back();
  Functions functions;
  for (Decl *declaration : context.getTranslationUnitDecl()->decls())
    if (isUsers(declaration->getLocation(), context.getSourceManager()))
      functions.TraverseDecl(declaration);
  functions.addPatterns();
  auto bodyOf = [&](const FunctionDecl &function) {
    auto known = functions.ids.find(function.getCanonicalDecl());
    return known == functions.ids.end() ? NoBody : known->second;
  };
  unit.bodies.resize(functions.found.size());
  for (auto [id, function] : llvm::enumerate(functions.found)) {
    Body &body = unit.bodies[id];
    body.id = id;
    body.isPattern = function->isDependentContext();
    if (!readBody(*function, declarations, bodyOf, body))
      unit.statistics.gaveUp.push_back(std::string(unit.nameOf(body)));
    for (const Callable &callable : body.callables)
      if (callable.body != NoBody && callable.body != body.id)
        unit.bodies[callable.body].parent =
            unit.bodies[callable.body].parent == NoBody ? body.id : unit.bodies[callable.body].parent;
    if (const auto *method = dyn_cast<CXXMethodDecl>(function))
      addImplementation(*method, id, declarations, unit);
    ++unit.statistics.functions;
    for (const Block &block : body.blocks)
      unit.statistics.operations +=
          llvm::count_if(block.operations, [](const Operation &operation) { return !operation.source.empty(); });
  }
  // Of handles it matters what they stand for before any function that is here runs.
  llvm::erase_if(functions.initialized, [&](const ValueDecl *variable) {
    return declarations.factsOf(variable->getType()).role != TypeRole::Channel;
  });
  if (functions.initialized.empty())
    return;
  Body &initials = unit.bodies.emplace_back();
  initials.id = unit.bodies.size() - 1;
  readInitials(functions.initialized, declarations, bodyOf, initials);
}

} // namespace leash
