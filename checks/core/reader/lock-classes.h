// lock-classes: what the user's own classes of locks are made of.
#pragma once

namespace clang {
class CXXRecordDecl;
class FieldDecl;
} // namespace clang

namespace leash {

class Declarations;

/// All that an object of the class consists of are one or two atomic numbers or truths: if it is a lock, it spins, and
/// doesn't know whose it is.
bool isMadeOfAtomics(const clang::CXXRecordDecl &record, Declarations &declarations);

/// The member that is locked by whoever locks an object of the class, if the class is a lock all of whose methods are
/// seen, and takes one member; else null. A guard of the object and a call of its methods then speak of one lock.
const clang::FieldDecl *lockWithin(const clang::CXXRecordDecl &record, Declarations &declarations);

} // namespace leash
