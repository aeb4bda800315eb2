// terminal: how text may look where it goes.

#include "driver/terminal.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>

namespace leash {

static llvm::StringRef environment(const char *name) {
  const char *value = std::getenv(name);
  return value ? value : "";
}

static bool wantsColor(const llvm::raw_ostream &stream, ColorChoice color) {
  if (color != ColorChoice::Auto)
    return color == ColorChoice::Always;
  if (!environment("NO_COLOR").empty())
    return false;
  if (llvm::StringRef force = environment("FORCE_COLOR"); !force.empty())
    return force != "0";
  return stream.has_colors();
}

/// The variable that decides about characters, as setlocale() finds it.
static bool isUnicodeLocale() {
  for (const char *name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (llvm::StringRef locale = environment(name); !locale.empty())
      return locale.contains_insensitive("utf-8") || locale.contains_insensitive("utf8");
  return false;
}

TextStyle textStyleFor(const llvm::raw_ostream &stream, ColorChoice color, bool withSummary) {
  return {.color = wantsColor(stream, color), .unicode = isUnicodeLocale(), .summary = withSummary};
}

} // namespace leash
