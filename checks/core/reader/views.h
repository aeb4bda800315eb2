// views: which local a view, an iterator or a pointer leads into, though it is copied.
#pragma once

namespace clang {
class VarDecl;
} // namespace clang

namespace leash {

struct Outline;

/// The local object that `variable`, a string_view, span, iterator or pointer that is set once, was made from: what it
/// leads to is gone when that object is. Null if it is something else, or can't be told. What is a view and what owns
/// is told by Clang's gsl::Pointer and gsl::Owner, which it knows for the standard library's classes.
const clang::VarDecl *viewedBy(const clang::VarDecl &variable, const Outline &outline);

} // namespace leash
