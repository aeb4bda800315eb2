// remark: one thing that the doctor has to say.

#include "driver/doctor/remark.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringExtras.h"

#include <fmt/format.h>

namespace leash {

std::string someOf(const std::vector<std::string> &names) {
  constexpr size_t Most = 5;
  std::string text = llvm::join(llvm::ArrayRef(names).take_front(Most), ", ");
  return names.size() > Most ? fmt::format("{} and {} more", text, names.size() - Most) : text;
}

} // namespace leash
