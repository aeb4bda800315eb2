// range: the integers that a value can be, as far as branches have told.
#pragma once

#include "checks/core/model/body.h"

#include "llvm/IR/ConstantRange.h"

namespace leash {

/// A set of 64-bit integers without gaps but one: what comparisons with constants can tell. A thin layer over LLVM's
/// ConstantRange, which wraps around and so holds "not zero".
class Range {
public:
  /// Every value.
  Range() : range_(64, /*isFullSet=*/true) {}
  static Range exactly(int64_t value) { return Range(llvm::ConstantRange(llvm::APInt(64, value, true))); }
  /// The values for which `value relation constant` holds.
  static Range satisfying(Test::Relation relation, int64_t constant);

  /// What is in both; where that has more than one gap, at least what is in one of them. 0 is left out if it can be:
  /// it is what success and null are told by.
  Range meet(const Range &other) const {
    Range both(range_.intersectWith(other.range_));
    if (both.contains(0) && !contains(0))
      return *this;
    return both.contains(0) && !other.contains(0) ? other : both;
  }
  Range join(const Range &other) const { return Range(range_.unionWith(other.range_)); }
  Range negated() const { return Range(llvm::ConstantRange(llvm::APInt(64, 0)).sub(range_)); }
  bool isEmpty() const { return range_.isEmptySet(); }
  bool isFull() const { return range_.isFullSet(); }
  bool isDisjointFrom(const Range &other) const { return range_.intersectWith(other.range_).isEmptySet(); }
  bool contains(int64_t value) const { return range_.contains(llvm::APInt(64, value, true)); }
  std::optional<int64_t> single() const;
  /// Neither full nor empty: the values from first() on, up to but without end(), beyond the largest one round to the
  /// smallest.
  int64_t first() const { return range_.getLower().getSExtValue(); }
  int64_t end() const { return range_.getUpper().getSExtValue(); }
  /// The range that has these two; they must differ.
  static Range between(int64_t first, int64_t end) {
    return Range(llvm::ConstantRange(llvm::APInt(64, first, true), llvm::APInt(64, end, true)));
  }
  static Range none() { return Range(llvm::ConstantRange(64, /*isFullSet=*/false)); }
  std::string text() const;

  friend bool operator==(const Range &a, const Range &b) { return a.range_ == b.range_; }

private:
  explicit Range(llvm::ConstantRange range) : range_(std::move(range)) {}
  llvm::ConstantRange range_;
};

} // namespace leash
