// excluded-throws: library calls that throw on bad input, where the input has been looked at before.
//
// `if (i < row.size()) … row.at(i)`, `if (!text) return; … text.value()`. The look must be at the very thing that the
// call depends on, as a part of a condition; and one of the condition's outcomes must lead away from the call. Whether
// the condition asks the right question isn't known: the user gets the benefit of the doubt.
#pragma once

#include "checks/core/model/body.h"

#include <utility>
#include <vector>

namespace clang {
class Expr;
} // namespace clang

namespace leash {

class Declarations;
class ExpressionReader;
struct CallSite;

class ExcludedThrows {
public:
  ExcludedThrows(Declarations &declarations, ExpressionReader &expressions, Body &body)
      : declarations_(declarations), expressions_(expressions), body_(body) {}

  /// `condition` decides where to go at the end of `block`.
  void readCondition(const clang::Expr &condition, uint32_t block);
  /// Operation `index` of `block`, which calls `site`, throws on bad input.
  void readCall(const CallSite &site, uint32_t block, uint32_t index);
  /// … so does a cast of `operand` to a reference.
  void readCast(const clang::Expr &operand, uint32_t block, uint32_t index);
  /// Takes what is excluded from the body's throws. After all blocks and edges are there.
  void exclude();

private:
  /// What a condition looks at. Of a container it may be its size alone, which says nothing of what is in it.
  struct Look {
    uint32_t block = 0;
    Object object;
    bool isAtSize = false;
  };
  struct Throwing {
    uint32_t block = 0, index = 0;
    std::vector<Object> inputs;
    bool bySize = false; ///< a look at the size is enough
  };

  void collect(const clang::Expr *expression, uint32_t block, unsigned depth);
  void collectInputs(const clang::Expr *expression, std::vector<Object> &inputs);
  bool decides(uint32_t condition, uint32_t block) const;
  bool isExcluded(const Throwing &throwing) const;

  Declarations &declarations_;
  ExpressionReader &expressions_;
  Body &body_;
  std::vector<Look> looks_;
  std::vector<Throwing> throwing_;
};

} // namespace leash
