// diff: applies a fix to the lines it touches, and to no others.

#include "driver/report/diff.h"

#include "driver/report/edits.h"

#include <algorithm>

namespace leash {

static std::vector<std::string> linesOf(llvm::StringRef text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    auto [line, rest] = text.split('\n');
    lines.push_back(line.rtrim('\r').str());
    text = rest;
  }
  return lines;
}

/// Takes away the lines that both have in common at either end.
static void trim(Hunk &hunk) {
  auto [removed, added] = std::mismatch(hunk.removed.begin(), hunk.removed.end(), hunk.added.begin(), hunk.added.end());
  hunk.line += removed - hunk.removed.begin();
  hunk.removed.erase(hunk.removed.begin(), removed);
  hunk.added.erase(hunk.added.begin(), added);
  while (!hunk.removed.empty() && !hunk.added.empty() && hunk.removed.back() == hunk.added.back()) {
    hunk.removed.pop_back();
    hunk.added.pop_back();
  }
}

/// Applies edits that stand in common lines, or in lines that follow each other without a gap.
static Hunk hunkOf(llvm::ArrayRef<Edit> edits) {
  const SourceFile &source = *edits.front().source;
  const size_t begin = *source.offset(edits.front().firstLine, 1);
  const size_t end = source.offset(edits.back().lastLine + 1, 1).value_or(source.text().size());
  std::string changed;
  size_t done = begin;
  for (const Edit &edit : edits) {
    changed += source.text().slice(done, edit.begin);
    changed += edit.replacement->text;
    done = edit.end;
  }
  changed += source.text().slice(done, end);
  Hunk hunk{edits.front().replacement->place.file, edits.front().firstLine, linesOf(source.text().slice(begin, end)),
            linesOf(changed)};
  trim(hunk);
  return hunk;
}

std::vector<Hunk> hunksOf(const Fix &fix, SourceFiles &sources) {
  std::vector<Edit> edits = editsOf(fix, sources);
  std::vector<Hunk> hunks;
  for (llvm::ArrayRef<Edit> rest = edits; !rest.empty();) {
    size_t count = 1;
    while (count < rest.size() && rest[count].source == rest[0].source &&
           rest[count].firstLine <= rest[count - 1].lastLine + 1)
      ++count;
    hunks.push_back(hunkOf(rest.take_front(count)));
    rest = rest.drop_front(count);
  }
  return hunks;
}

} // namespace leash
