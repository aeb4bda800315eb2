// resolver: finds what a vocabulary's name means in a parsed translation unit.
#pragma once

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

#include "llvm/ADT/SmallVector.h"

#include <string>

namespace leash {

class Resolver {
public:
  explicit Resolver(clang::ASTContext &context) : context_(context) {}

  /// The overloads called `name`, or none. Classes are searched with their specialisations and bases; an alias is no
  /// name for a scope, since the analyzer only ever sees what it stands for.
  llvm::SmallVector<const clang::FunctionDecl *, 8> functions(llvm::StringRef name);

  /// Whether `name` is a class, a union, an enumeration, or (`aliasCounts`) a typedef.
  bool isType(llvm::StringRef name, bool aliasCounts);

private:
  llvm::SmallVector<const clang::NamedDecl *, 8> declarations(llvm::StringRef name);
  llvm::SmallVector<const clang::NamedDecl *, 8> membersOf(const clang::DeclContext &space, llvm::StringRef name);
  llvm::SmallVector<const clang::NamedDecl *, 8> membersOf(const clang::NamedDecl &scope, llvm::StringRef name);

  clang::ASTContext &context_;
};

} // namespace leash
