// rules: the catalog's checks and their embedded pages as SARIF rules.

#include "checks/check.h"
#include "checks/core/vocabulary/embedded-file.h"
#include "driver/report/sarif.h"

#include "llvm/ADT/ArrayRef.h"

// Where docs/checks is published: an address that ends with a slash. The build says, once there is one.
#ifndef LEASH_DOCUMENTATION_URL
#define LEASH_DOCUMENTATION_URL ""
#endif

namespace leash {

/// The pages in docs/checks, put into the program when it is built.
extern const EmbeddedFile embeddedPages[];
extern const unsigned embeddedPagesCount;

static std::string pageOf(const std::string &check) {
  for (const EmbeddedFile &page : llvm::ArrayRef(embeddedPages, embeddedPagesCount))
    if (page.name == check + ".md")
      return std::string(page.data, page.size);
  return {};
}

ToolDescription describeLeash() {
  ToolDescription tool;
  tool.informationUri = LEASH_DOCUMENTATION_URL;
  for (const CheckInfo *check : catalog()) {
    std::string name(check->name);
    std::string helpUri = tool.informationUri.empty() ? "" : tool.informationUri + name + ".md";
    tool.rules.push_back({name, std::string(check->summary), check->severity, pageOf(name), helpUri});
  }
  return tool;
}

void writeSarif(const RunSummary &summary, llvm::raw_ostream &out) { writeSarif(summary, describeLeash(), out); }

void writeCodeScanning(const RunSummary &summary, llvm::raw_ostream &out) {
  RunSummary present = summary;
  present.fixed.clear();
  present.suppressed.clear();
  writeSarif(present, out);
}

} // namespace leash
