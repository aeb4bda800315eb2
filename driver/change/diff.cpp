// diff: which lines a change has touched.
//
// A line of a file can look like a line of the diff around it ("+++ b/a.cpp" is "++ b/a.cpp" that was added), so the
// lines of a hunk are counted, as many as its header says.

#include "driver/change/diff.h"

#include "driver/filter/paths.h"

#include <optional>
#include <string>

namespace leash {

namespace {

/// "@@ -3,2 +5,0 @@": how many lines were taken away, and which are there instead.
struct Hunk {
  unsigned removed = 0;
  unsigned first = 0;
  unsigned added = 0;
};

/// "5,2" or "5", which stands for "5,1".
bool takeRange(llvm::StringRef &text, unsigned &first, unsigned &count) {
  count = 1;
  return !text.consumeInteger(10, first) && (!text.consume_front(",") || !text.consumeInteger(10, count));
}

std::optional<Hunk> hunkOf(llvm::StringRef line) {
  Hunk hunk;
  unsigned ignored = 0;
  bool isOne = line.consume_front("@@ -") && takeRange(line, ignored, hunk.removed) && line.consume_front(" +") &&
               takeRange(line, hunk.first, hunk.added) && line.starts_with(" @@");
  return isOne ? std::optional(hunk) : std::nullopt;
}

llvm::StringRef takeLine(llvm::StringRef &text) {
  auto [line, rest] = text.split('\n');
  text = rest;
  return line;
}

} // namespace

ChangedLines parseDiff(llvm::StringRef diff, llvm::StringRef root) {
  ChangedLines lines;
  std::string file; // empty: gone, or without a name that we can read
  while (!diff.empty()) {
    llvm::StringRef line = takeLine(diff);
    if (line.starts_with("diff --git "))
      file.clear();
    if (line.consume_front("+++ b/")) {
      line.consume_back("\t"); // git's mark behind a name with blanks in it
      file = realPath((root + "/" + line).str());
    }
    std::optional<Hunk> hunk = hunkOf(line);
    if (!hunk)
      continue;
    if (!file.empty() && hunk->added != 0)
      lines.add(file, hunk->first, hunk->first + hunk->added - 1);
    for (size_t left = size_t(hunk->removed) + hunk->added; left != 0 && !diff.empty();)
      if (!takeLine(diff).starts_with("\\")) // "\ No newline at end of file"
        --left;
  }
  return lines;
}

llvm::Expected<ChangedLines> changedLines(const Change &change, const Git &git) {
  // Whatever the user's configuration makes of a diff, here it has the one form that parseDiff() reads.
  llvm::Expected<std::string> diff = git.run(
      {"diff", "--unified=0", "--inter-hunk-context=0", "-M", "-l1000", "--no-relative", "--no-ext-diff",
       "--no-textconv", "--no-color", "--submodule=short", "--src-prefix=a/", "--dst-prefix=b/", change.commit, "--"});
  if (!diff)
    return diff.takeError();
  ChangedLines lines = parseDiff(*diff, change.root);
  for (const std::string &file : change.added)
    lines.addWhole(realPath(file));
  return lines;
}

} // namespace leash
