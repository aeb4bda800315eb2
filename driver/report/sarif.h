// sarif: what the SARIF writer needs to know of a check, so that it can be tested without the catalog.
#pragma once

#include "driver/report/report.h"

#include <string>
#include <vector>

namespace leash {

/// A check as a SARIF rule. `name` has no prefix ("lock-order"); `page` is its page in Markdown.
struct Rule {
  std::string name;
  std::string summary;
  Severity severity = Severity::Warning;
  std::string page;
  std::string helpUri; ///< empty if the pages are published nowhere
};

/// The tool as SARIF describes it. `informationUri` may be empty.
struct ToolDescription {
  std::string informationUri;
  std::vector<Rule> rules;
};

/// Leash with all checks of the catalog, in its order.
ToolDescription describeLeash();

/// GitHub shows no more results than these of one upload.
inline constexpr size_t MaxResults = 5000;

void writeSarif(const RunSummary &summary, const ToolDescription &tool, llvm::raw_ostream &out);

} // namespace leash
