// command-list: every check in a line.

#include "checks/check.h"
#include "driver/arguments.h"
#include "driver/commands.h"
#include "driver/leash.h"

#include "llvm/Support/raw_ostream.h"

#include <fmt/format.h>

#include <algorithm>

namespace leash {

std::string listHelp() {
  return "Usage: leash list\n\nPrints every check: its name, its severity and what it finds.\n";
}

int runListCommand(llvm::ArrayRef<const char *> arguments, Streams streams) {
  llvm::Expected<Arguments> parsed = Arguments::parse({}, arguments);
  if (!parsed)
    return fail(parsed.takeError(), streams);
  if (!parsed->positional().empty())
    return fail(
        llvm::createStringError("'leash list' takes no arguments; 'leash explain CHECK' tells more about a check"),
        streams);
  size_t width = 0;
  for (const CheckInfo *check : catalog())
    width = std::max(width, check->name.size());
  for (const CheckInfo *check : catalog())
    streams.out << fmt::format("leash-{:<{}}  {:<7}  {}\n", check->name, width, spelling(check->severity),
                               check->summary);
  return Clean;
}

} // namespace leash
