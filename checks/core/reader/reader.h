// reader: from Clang's AST to bodies of operations. The only road from C++ into plain data.
#pragma once

namespace clang {
class ASTContext;
}

namespace leash {

class Unit;
class Vocabulary;

/// Reads every function that the user wrote (not the system's headers) and that has a body, template instantiations and
/// lambdas included, into `unit`. Linear in the size of the user's code.
void readUnit(clang::ASTContext &context, const Vocabulary &vocabulary, Unit &unit);

} // namespace leash
