// format: what `--format` can ask for.
#pragma once

#include "driver/report/report.h"

#include "llvm/ADT/StringRef.h"

#include <span>
#include <string_view>

namespace leash {

/// A format as a value: the word for it, and its writer. The style is heeded by what is for people, text and
/// clang-tidy.
struct Format {
  std::string_view word;
  void (*write)(const RunSummary &summary, TextStyle style, llvm::raw_ostream &out) = nullptr;
};

/// Every format, text first, which is what is written if none is named.
std::span<const Format> formats();

/// The format called `word`, or null.
const Format *findFormat(llvm::StringRef word);

/// Whether the report itself says what couldn't be analysed and what else is to be known of the run, so that nobody has
/// to say it once more.
bool tellsOfTheRun(const Format &format);

} // namespace leash
