// date: a day of the calendar, as users write it.

#include "checks/core/suppression/date.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

namespace leash {

std::optional<Date> dateCalled(llvm::StringRef text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-')
    return std::nullopt;
  auto number = [&](size_t begin, size_t length) -> std::optional<unsigned> {
    unsigned value = 0;
    llvm::StringRef digits = text.substr(begin, length);
    if (!llvm::all_of(digits, llvm::isDigit) || digits.getAsInteger(10, value))
      return std::nullopt;
    return value;
  };
  std::optional<unsigned> year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (!year || !month || !day)
    return std::nullopt;
  Date date(std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month), std::chrono::day(*day));
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string spelling(Date date) {
  return llvm::formatv("{0,0+4}-{1,0+2}-{2,0+2}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

Date todayInUtc() { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }

} // namespace leash
