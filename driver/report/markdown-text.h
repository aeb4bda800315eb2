// markdown-text: text from anywhere as Markdown, in which it stays text.
//
// Escapes with a backslash aren't enough. Forges look at what is left after Markdown for people (@name), issues (#1),
// addresses and emoji, and some obey commands in comments. Only in a code span nobody looks for anything, so whatever
// is more than a word becomes one.
#pragma once

#include "checks/core/model/finding.h"
#include "driver/report/paths.h"

#include "llvm/ADT/StringRef.h"

#include <string>

namespace leash {

/// Longer texts are cut off: no name in a template may fill a summary.
inline constexpr size_t MaxMarkdownText = 400;

/// `text` in a code span, exactly as it is shown; empty if there is none.
std::string codeSpan(llvm::StringRef text);

/// A sentence. What stands in single quotes is a name and becomes code, and so does each word that isn't plain.
std::string prose(llvm::StringRef sentence);

/// `src/cache.cpp:7`, as a link to the line if the file is below the base directory: to what `sourceUrl` shows, or
/// where that is empty, relative to the project.
std::string placeLink(const Place &place, Paths &paths, llvm::StringRef sourceUrl = {});

/// The steps as a numbered list, a line each; empty if there are none. Places are links as placeLink() makes them.
std::string markdownSteps(const Finding &finding, Paths &paths, llvm::StringRef sourceUrl = {});

} // namespace leash
