// nolint: NOLINT comments, as clang-tidy understands them.
#pragma once

#include "checks/core/model/finding.h"

#include <memory>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace leash {

/// For one unit, while its AST lives. Comments that are written so count: NOLINT, NOLINTNEXTLINE and NOLINTBEGIN to
/// NOLINTEND, bare or with names (`NOLINT(leash-lock-order)`, globs too), at the finding's own place.
class NoLint {
public:
  explicit NoLint(clang::ASTContext &context);
  ~NoLint();

  bool suppresses(const Finding &finding);

  /// "a.cpp:3:1: unmatched 'NOLINTBEGIN' comment without a subsequent 'NOLINTEND' comment", in the order found.
  std::vector<std::string> takeComplaints();

private:
  class Judge;
  std::unique_ptr<Judge> judge_;
};

} // namespace leash
