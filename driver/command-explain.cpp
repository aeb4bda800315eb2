// command-explain: a check's page, which is built into the program.

#include "checks/check.h"
#include "checks/core/vocabulary/embedded-file.h"
#include "driver/arguments.h"
#include "driver/check-names.h"
#include "driver/commands.h"
#include "driver/leash.h"

#include "llvm/Support/raw_ostream.h"

namespace leash {

/// The pages in docs/checks, put into the program when it is built.
extern const EmbeddedFile embeddedPages[];
extern const unsigned embeddedPagesCount;

static const EmbeddedFile *pageOf(const CheckInfo &check) {
  for (const EmbeddedFile &page : llvm::ArrayRef(embeddedPages, embeddedPagesCount))
    if (page.name == std::string(check.name) + ".md")
      return &page;
  return nullptr;
}

std::string explainHelp() {
  return "Usage: leash explain CHECK\n\n"
         "Prints the page of a check: what it finds, what it leaves alone, its known limits and what to do.\n";
}

int runExplainCommand(llvm::ArrayRef<const char *> arguments, Streams streams) {
  llvm::Expected<Arguments> parsed = Arguments::parse({}, arguments);
  if (!parsed)
    return fail(parsed.takeError(), streams);
  if (parsed->positional().size() != 1)
    return fail(
        llvm::createStringError("write the name of one check: leash explain CHECK; 'leash list' names them all"),
        streams);
  llvm::Expected<const CheckInfo *> check = checkCalled(parsed->positional().front());
  if (!check)
    return fail(check.takeError(), streams);
  const EmbeddedFile *page = pageOf(**check);
  assert(page && "the build refuses a check without a page");
  streams.out << llvm::StringRef(page->data, page->size);
  return Clean;
}

} // namespace leash
