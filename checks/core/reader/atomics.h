// atomics: what the compiler's own functions do to an atomic: C's generic ones, and those that gcc had before.
#pragma once

#include "checks/core/model/body.h"

#include <optional>

namespace clang {
class Expr;
class ASTContext;
} // namespace clang

namespace leash {

struct AtomicAccess {
  enum Kind : uint8_t { Load, Store, Exchange, Init } kind = Load;
  const clang::Expr *address = nullptr;
  /// The atomic itself, where `address` leads to the only member of a library's class; else null.
  const clang::Expr *object = nullptr;
  const clang::Expr *value = nullptr; ///< that is put there, if it is an expression of its own
  std::optional<int64_t> constant;    ///< … or if it is always the same
  Outcome outcome = Outcome::Always;  ///< of an exchange
  Rewrite rewrite = Rewrite::None;    ///< of an exchange
};

/// Nothing if `expression` is no such access.
std::optional<AtomicAccess> atomicAccessOf(const clang::Expr &expression);

} // namespace leash
