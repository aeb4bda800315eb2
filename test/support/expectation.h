// expectation: does what Leash reports agree with the marks in the program?
#pragma once

#include "checks/core/model/finding.h"
#include "test/support/marked-source.h"

#include <string>
#include <vector>

namespace leash {

/// One paragraph for every mark that isn't met and for every finding that no mark asks for; empty if all agree.
/// `findings` may come from several checks; each meets at most one mark.
std::vector<std::string> disagreements(const MarkedSource &source, const std::vector<Finding> &findings);

/// Analyses the program and compares; that it doesn't compile is a disagreement too.
std::vector<std::string> disagreements(const MarkedSource &source);

/// The finding as a compiler prints it, with its steps.
std::string describe(const Finding &finding);

} // namespace leash
