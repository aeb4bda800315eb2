// targets: who is called in a template that nothing instantiates, where that can be told before there are arguments.
#pragma once

namespace clang {
class CXXConstructorDecl;
class CallExpr;
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace leash {

class Declarations;

/// One of the overloads that a call may mean, if the vocabulary says the same of all of them; else null.
const clang::FunctionDecl *knownTarget(const clang::CallExpr &call, Declarations &declarations);

/// A constructor that the vocabulary knows, if the variable's class doesn't depend on the template's arguments, but
/// what it is made from does; else null.
const clang::CXXConstructorDecl *knownConstructor(const clang::VarDecl &variable, Declarations &declarations);

} // namespace leash
