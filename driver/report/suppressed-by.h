// suppressed-by: who lets a finding pass, in words.
#pragma once

#include "driver/report/paths.h"

#include <string>

namespace leash {

struct Suppression;

/// "leash-allow at src/a.cpp:3:4, of step 2, until 2027-03-01: the reason"
std::string suppressedBy(const Suppression &suppression, Paths &paths, bool unicode);

} // namespace leash
