// format: the table of formats. A new one is a file and a line here.

#include "driver/report/format.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

namespace {

/// A writer that has no use for the style.
template <void (*Write)(const RunSummary &, llvm::raw_ostream &)>
void plainly(const RunSummary &summary, TextStyle /*style*/, llvm::raw_ostream &out) {
  Write(summary, out);
}

constexpr Format table[] = {
    {"text", writeText},
    {"clang-tidy", writeClangTidy},
    {"sarif", plainly<writeSarif>},
    {"github", plainly<writeGithub>},
    {"json", plainly<writeJson>},
    {"gitlab", plainly<writeGitlab>},
    {"rdjson", plainly<writeRdjson>},
    {"checkstyle", plainly<writeCheckstyle>},
    {"junit", plainly<writeJunit>},
    {"markdown", plainly<writeMarkdown>},
    {"code-scanning", plainly<writeCodeScanning>},
    {"export-fixes", plainly<writeExportFixes>},
};

} // namespace

std::span<const Format> formats() { return table; }

const Format *findFormat(llvm::StringRef word) {
  const Format *format = llvm::find_if(table, [&](const Format &each) { return word == llvm::StringRef(each.word); });
  return format == std::end(table) ? nullptr : format;
}

bool tellsOfTheRun(const Format &format) { return &format == &table[0]; }

} // namespace leash
