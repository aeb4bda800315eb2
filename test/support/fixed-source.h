// fixed-source: a program after the fixes that are offered for it.
#pragma once

#include "checks/core/model/finding.h"
#include "test/support/marked-source.h"

#include <optional>
#include <vector>

namespace leash {

/// The program with the first fix of every finding of its check, but for one that overlaps a fix before it. Nothing if
/// no fix is offered. A fix outside the program's own file is left out, too.
std::optional<MarkedSource> fixedSource(const MarkedSource &source, const std::vector<Finding> &findings);

/// What is wrong with these fixes: the program doesn't compile any more, its check finds as much as before, or another
/// check finds more. Parses the program once if there are fixes.
std::vector<std::string> complaintsAboutFixes(const MarkedSource &source, const std::vector<Finding> &findings);

} // namespace leash
