// markdown-text: text from anywhere as Markdown, in which it stays text.

#include "driver/report/markdown-text.h"
#include "driver/report/printable.h"
#include "driver/report/story.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>

namespace leash {

/// Markdown's own limits are higher; a link that is longer is no help to anybody.
static constexpr size_t MaxLink = 1000;

/// On one line, printable, and not too long.
static std::string shown(llvm::StringRef text) {
  std::string line;
  while (!text.empty()) {
    Glyph glyph = firstGlyph(text, /*unicode=*/true);
    if (line.size() + glyph.shown.size() > MaxMarkdownText)
      return line + "…";
    line += glyph.shown;
    text = text.drop_front(glyph.bytes);
  }
  return line;
}

/// The span's fence is longer than every row of backticks in it.
static std::string fenced(llvm::StringRef code) {
  if (code.trim().empty())
    return {};
  size_t longest = 0, row = 0;
  for (char byte : code) {
    row = byte == '`' ? row + 1 : 0;
    longest = std::max(longest, row);
  }
  std::string fence(longest + 1, '`');
  // Markdown takes one space from either end if there is one at both.
  bool isPadded = code.starts_with("`") || code.ends_with("`") || (code.starts_with(" ") && code.ends_with(" "));
  const char *padding = isPadded ? " " : "";
  return fence + padding + code.str() + padding + fence;
}

std::string codeSpan(llvm::StringRef text) { return fenced(shown(text)); }

/// Letters with hyphens or apostrophes between them, or a number: nothing that Markdown or a forge could take for more.
static bool isPlain(llvm::StringRef word) {
  auto isWordCharacter = [](char byte) { return llvm::isAlnum(byte) || !llvm::isASCII(byte); };
  return !word.empty() && isWordCharacter(word.front()) && isWordCharacter(word.back()) &&
         llvm::all_of(word, [&](char byte) { return isWordCharacter(byte) || byte == '-' || byte == '\''; });
}

static constexpr llvm::StringLiteral Punctuation = ".,;:)";

/// A plain word with what is around it in a sentence: "(see", "held,". A number with a point would begin a list.
static std::string wordOf(llvm::StringRef word) {
  llvm::StringRef core = word;
  core.consume_front("(");
  core = core.rtrim(Punctuation);
  bool isNumber = llvm::all_of(core, [](char byte) { return llvm::isDigit(byte); });
  bool isListItem = isNumber && core.size() != word.size();
  if (isPlain(core) && !isListItem)
    return word.str();
  llvm::StringRef tail = word.take_back(word.size() - word.rtrim(Punctuation).size());
  return isListItem || tail.size() == word.size() ? fenced(word) : fenced(word.drop_back(tail.size())) + tail.str();
}

/// The length of a quoted name at the beginning of `text`, with its quotes; 0 if there is none. A quote that a letter
/// follows is an apostrophe, or part of the name.
static size_t quotedLength(llvm::StringRef text) {
  if (!text.starts_with("'"))
    return 0;
  for (size_t end = text.find('\'', 1); end != llvm::StringRef::npos; end = text.find('\'', end + 1)) {
    bool isLast = end + 1 == text.size() || text[end + 1] == ' ' || Punctuation.contains(text[end + 1]);
    if (end > 1 && isLast)
      return end + 1;
  }
  return 0;
}

std::string prose(llvm::StringRef sentence) {
  std::string line = shown(sentence);
  std::string text;
  for (llvm::StringRef rest = llvm::StringRef(line).ltrim(); !rest.empty(); rest = rest.ltrim()) {
    if (!text.empty())
      text += ' ';
    size_t quoted = quotedLength(rest);
    if (quoted != 0)
      text += fenced(rest.slice(1, quoted - 1));
    rest = rest.drop_front(quoted);
    llvm::StringRef word = rest.take_until([](char byte) { return byte == ' '; });
    rest = rest.drop_front(word.size());
    if (quoted == 0)
      text += wordOf(word);
    else
      text += word; // the punctuation behind a name
  }
  return text;
}

std::string placeLink(const Place &place, Paths &paths, llvm::StringRef sourceUrl) {
  Place line = place;
  line.column = 0;
  std::string label = codeSpan(position(line, paths, /*unicode=*/true));
  std::string target = percentEncoded(paths.relative(place.file));
  if (!sourceUrl.empty())
    target = sourceUrl.str() + "/" + target;
  if (label.empty() || !paths.isBelow(place.file) || target.size() > MaxLink)
    return label;
  if (place.isKnown())
    target += "#L" + llvm::utostr(place.line);
  return "[" + label + "](" + target + ")";
}

std::string markdownSteps(const Finding &finding, Paths &paths, llvm::StringRef sourceUrl) {
  std::string steps;
  for (const auto &[index, step] : llvm::enumerate(finding.steps)) {
    steps += llvm::utostr(index + 1) + ".";
    if (std::string place = placeLink(step.place, paths, sourceUrl); !place.empty())
      steps += " " + place;
    if (std::string thread = codeSpan(step.thread); !thread.empty())
      steps += " **" + thread + "**";
    steps += " " + prose(step.message) + "\n";
  }
  return steps;
}

} // namespace leash
