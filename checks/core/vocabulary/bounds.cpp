// bounds: refuses YAML that could cost more than it says: too long, nested too deep, or with aliases.
//
// LLVM's parser recurses as deep as its input nests, and YAML can nest with a single character. One pass over the
// characters, which knows just enough of YAML (comments, quotes, where a value can begin), lets through only what nests
// by brackets, which are counted, or by lines, whose indentation is bounded. Where it could be in doubt, it refuses.
#include "checks/core/vocabulary/bounds.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

#include <utility>

namespace leash {

static constexpr size_t maxSize = 1 << 20;
static constexpr unsigned maxDepth = 16; // brackets in brackets; a vocabulary needs three
static constexpr const char *listItem = "write a list item as '- item' on a line of its own, or the list in brackets";
static constexpr unsigned maxDocuments = 64;
static constexpr size_t maxIndent = 64; // columns before a line's first word: bounds the nesting of blocks

llvm::Error errorAt(llvm::MemoryBufferRef yaml, const char *place, const llvm::Twine &message) {
  llvm::SourceMgr sources;
  sources.AddNewSourceBuffer(llvm::MemoryBuffer::getMemBuffer(yaml, /*RequiresNullTerminator=*/false), llvm::SMLoc());
  std::string text;
  llvm::raw_string_ostream stream(text);
  sources.GetMessage(llvm::SMLoc::getFromPointer(place), llvm::SourceMgr::DK_Error, message)
      .print(nullptr, stream, /*ShowColors=*/false);
  return llvm::createStringError(llvm::inconvertibleErrorCode(), llvm::StringRef(stream.str()).rtrim());
}

namespace {

/// Reads a text line by line; brackets may span lines, nothing else does.
class Scanner {
public:
  explicit Scanner(llvm::MemoryBufferRef yaml) : yaml_(yaml) {}

  llvm::Error scan() {
    llvm::StringRef rest = yaml_.getBuffer();
    while (!rest.empty()) {
      size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
      if (llvm::Error error = scanLine(rest.take_front(end)))
        return error;
      rest = rest.drop_front(std::min(end + 1, rest.size()));
    }
    return llvm::Error::success();
  }

private:
  llvm::Error scanLine(llvm::StringRef line) {
    if (line.starts_with("%") || line.starts_with("..."))
      return errorAt(yaml_, line.data(), "directives and ends of documents are not supported; only '---' is");
    if (line.starts_with("---") && ++documents_ > maxDocuments)
      return errorAt(yaml_, line.data(), "more than " + llvm::Twine(maxDocuments) + " documents in one file");
    size_t indent = indentOf(line);
    if (indent > maxIndent)
      return errorAt(yaml_, line.data() + indent, "indented by more than " + llvm::Twine(maxIndent) + " columns");
    if (depth_ > 0)
      indent = 0; // no list items in brackets: scanned like the rest, they are refused
    else
      keyWasSeen_ = false;
    if (line.take_front(indent).contains('-')) {
      // LLVM's parser takes empty items for nested lists.
      if (indent == line.size() || line[indent] == '#')
        return errorAt(yaml_, line.data() + line.find('-'), listItem);
      valueCanBegin_ = true;
    }

    for (size_t i = indent; i < line.size(); ++i) {
      if (isBlank(line[i]))
        continue;
      if (line[i] == '#' && (i == 0 || isBlank(line[i - 1])))
        break;
      if (isQuote(line[i])) {
        size_t end = valueCanBegin_ ? closingQuote(line, i) : llvm::StringRef::npos;
        if (end == llvm::StringRef::npos)
          return errorAt(yaml_, line.data() + i, "quote a whole value, on one line");
        i = end;
        valueCanBegin_ = false;
      } else if (llvm::Error error = scanCharacter(line, i)) {
        return error;
      }
    }
    return llvm::Error::success();
  }

  llvm::Error scanCharacter(llvm::StringRef line, size_t i) {
    char c = line[i];
    bool afterBlank = i == 0 || isBlank(line[i - 1]);
    bool beforeBlank = i + 1 == line.size() || isBlank(line[i + 1]);
    if (valueCanBegin_ && (c == '&' || c == '*'))
      return errorAt(yaml_, line.data() + i, "anchors and aliases are not supported; write the names out");
    if (valueCanBegin_ && (c == '|' || c == '>' || c == '!'))
      return errorAt(yaml_, line.data() + i, "block texts and tags are not supported; write the plain text");
    if ((c == '-' || c == '?') && afterBlank && beforeBlank)
      return errorAt(yaml_, line.data() + i, listItem);
    if (c == ',' && depth_ > 0 && valueCanBegin_)
      return errorAt(yaml_, line.data() + i, "nothing stands before this comma");
    if (llvm::Error error = countBracket(c, line.data() + i))
      return error;
    // A colon right after a quote or a bracket ends a key as well.
    bool afterQuoteOrBracket = i > 0 && llvm::is_contained({'"', '\'', ']', '}'}, line[i - 1]);
    bool endsKey = c == ':' && (beforeBlank || afterBlank || afterQuoteOrBracket);
    if (endsKey && std::exchange(keyWasSeen_, true))
      return errorAt(yaml_, line.data() + i,
                     "a second key in one place; put braces around a mapping, quotes around text");
    valueCanBegin_ = endsKey || llvm::is_contained({'[', '{', ','}, c);
    return llvm::Error::success();
  }

  llvm::Error countBracket(char c, const char *place) {
    if (c == '[' || c == '{') {
      if (++depth_ > maxDepth)
        return errorAt(yaml_, place, "brackets are nested more than " + llvm::Twine(maxDepth) + " deep");
      keyWasSeen_ = false;
    } else if (c == ']' || c == '}') {
      depth_ -= depth_ > 0;
      keyWasSeen_ = true;
    } else if (c == ',' && depth_ > 0) {
      keyWasSeen_ = false;
    }
    return llvm::Error::success();
  }

  /// Columns before the first word, where each '-' opens a block of its own.
  static size_t indentOf(llvm::StringRef line) {
    size_t i = 0;
    auto opensItem = [&](size_t at) { return line[at] == '-' && (at + 1 == line.size() || isBlank(line[at + 1])); };
    while (i < line.size() && (isBlank(line[i]) || opensItem(i)))
      ++i;
    return i;
  }

  static size_t closingQuote(llvm::StringRef line, size_t open) {
    char quote = line[open];
    for (size_t i = open + 1; i < line.size(); ++i) {
      if (line[i] == '\\' && quote == '"')
        ++i;
      else if (line[i] == quote && quote == '\'' && i + 1 < line.size() && line[i + 1] == quote)
        ++i;
      else if (line[i] == quote)
        return i;
    }
    return llvm::StringRef::npos;
  }

  static bool isBlank(char c) { return c == ' ' || c == '\t'; }
  static bool isQuote(char c) { return c == '"' || c == '\''; }

  llvm::MemoryBufferRef yaml_;
  unsigned depth_ = 0;
  unsigned documents_ = 0;
  bool valueCanBegin_ = true;
  bool keyWasSeen_ = false; ///< since the line or the bracket opened, or the last comma
};

} // namespace

llvm::Error checkBounds(llvm::MemoryBufferRef yaml) {
  if (yaml.getBufferSize() > maxSize)
    return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                   yaml.getBufferIdentifier() + ": error: larger than 1 MiB: this is no vocabulary");
  return Scanner(yaml).scan();
}

} // namespace leash
