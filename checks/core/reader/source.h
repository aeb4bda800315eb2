// source: places, texts and names of AST nodes.
#pragma once

#include "checks/core/model/place.h"

#include <string>

namespace clang {
class ASTContext;
class NamedDecl;
class SourceLocation;
class SourceManager;
class SourceRange;
} // namespace clang

namespace leash {

/// Where `range` begins, in the file and line that the user sees; its end if it ends in the same file. Code from a
/// macro stands where the macro is used.
Place placeOf(clang::SourceRange range, const clang::ASTContext &context);

/// The source text of `range` with white space folded, cut after `limit` bytes; empty where there is none.
std::string textOf(clang::SourceRange range, const clang::ASTContext &context, unsigned limit = 160);

/// Whether a comment in the lines right above `location`, behind it on its line, or since `from` if that is known, says
/// that a failure is ignored: "best effort", "ignore errors".
bool isSaidToBeIgnored(clang::SourceLocation location, clang::SourceLocation from, const clang::ASTContext &context);

/// Whether `block`, from brace to brace, has a comment inside that says why there is nothing else in it; or behind its
/// first brace or above it that a failure is ignored.
bool isExplained(clang::SourceRange block, const clang::ASTContext &context);

/// "std::lock_guard::lock_guard": scopes joined by "::", without inline and anonymous namespaces, without template
/// arguments. The name by which the vocabulary knows a declaration.
std::string vocabularyName(const clang::NamedDecl &declaration);

/// The last part of vocabularyName().
std::string unqualifiedName(const clang::NamedDecl &declaration);

/// True for what the user wrote: not in a system header, not made up by the compiler.
bool isUsers(clang::SourceLocation location, const clang::SourceManager &sources);

} // namespace leash
