// date: a day of the calendar, as users write it: 2027-03-01.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <chrono>
#include <optional>
#include <string>

namespace leash {

using Date = std::chrono::year_month_day;

/// The day that `text` names as YYYY-MM-DD; nothing if there is no such day.
std::optional<Date> dateCalled(llvm::StringRef text);

/// "2027-03-01"
std::string spelling(Date date);

/// Today's date in UTC, so that an end comes everywhere at the same time.
Date todayInUtc();

} // namespace leash
