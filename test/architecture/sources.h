// sources: the tree as the architecture tests read it: paths, lines, includes, string literals.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leash::architecture {

/// A file of the tree. `path` is relative to the root, with '/'.
struct Source {
  std::string path;
  std::string text;
};

/// A string literal or an included header, and the line (from 1) on which it begins.
struct Quoted {
  std::string text;
  unsigned line;
};

/// All files below the folders (relative to the root), sorted by path; all suffixes if none is given.
std::vector<Source> sourcesBelow(const std::vector<std::string> &folders,
                                 const std::vector<std::string> &suffixes = {".h", ".cpp", ".def"});

/// Reads one file of the tree; fails the test if it isn't there.
std::string readSource(const std::string &path);

/// The headers that `#include "…"` names; those in comments don't count.
std::vector<Quoted> includesOf(std::string_view code);

/// The contents of all string literals, raw ones too, as they are written; neither comments nor headers.
std::vector<Quoted> literalsOf(std::string_view code);

/// True if `path` is what `pattern` says: `**` is anything, `*` anything within one folder, all else itself.
bool matches(std::string_view path, std::string_view pattern);

std::vector<std::string_view> linesOf(std::string_view text);
std::string_view trimmed(std::string_view text);

} // namespace leash::architecture
