// range: the integers that a value can be, as far as branches have told.

#include "checks/core/flow/range.h"

#include <string>

namespace leash {

Range Range::satisfying(Test::Relation relation, int64_t constant) {
  static constexpr llvm::CmpInst::Predicate Predicates[] = {llvm::CmpInst::ICMP_EQ,  llvm::CmpInst::ICMP_NE,
                                                            llvm::CmpInst::ICMP_SLT, llvm::CmpInst::ICMP_SLE,
                                                            llvm::CmpInst::ICMP_SGT, llvm::CmpInst::ICMP_SGE};
  return Range(llvm::ConstantRange::makeExactICmpRegion(Predicates[relation], llvm::APInt(64, constant, true)));
}

std::optional<int64_t> Range::single() const {
  const llvm::APInt *value = range_.getSingleElement();
  return value ? std::optional(value->getSExtValue()) : std::nullopt;
}

std::string Range::text() const {
  if (std::optional<int64_t> value = single())
    return std::to_string(*value);
  if (isFull())
    return "any";
  return "[" + std::to_string(range_.getLower().getSExtValue()) + ", " +
         std::to_string(range_.getUpper().getSExtValue()) + ")";
}

} // namespace leash
