// budget: how much an analysis may cost.

#include "driver/change/budget.h"

#include <fmt/format.h>

namespace leash {

llvm::Expected<Budget> parseBudget(llvm::StringRef text) {
  llvm::StringRef number = text;
  bool countsUnits = number.consume_back("units") || number.consume_back("unit");
  if (!countsUnits)
    number.consume_back("s");
  unsigned value = 0;
  if (number.getAsInteger(10, value) || value == 0)
    return llvm::createStringError(
        fmt::format("--budget: '{}' is no budget; write seconds, as in 90, or units, as in 40units", text.str()));
  Budget budget;
  if (countsUnits)
    budget.units = value;
  else
    budget.time = std::chrono::seconds(value);
  return budget;
}

} // namespace leash
