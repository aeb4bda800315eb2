// report: what the day has brought.
#pragma once

#include "service.h"

#include <string>

namespace orders {

/// A table with one line for each region, and their sum.
std::string reportOf(const Totals &totals);

/// Writes one file for each region into a directory, all at once.
void exportRegions(const Totals &totals, const std::string &directory);

} // namespace orders
