// source-text: a file as comments and lines of code.

#include "checks/core/unit/source-text.h"

#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

#include <algorithm>
#include <utility>

namespace leash {

using namespace clang;

namespace {

/// How deep the text is in conditions. The guard around a whole header is none.
class Conditions {
public:
  /// Takes the tokens that aren't comments, in order.
  void see(const Token &token) {
    bool isFirst = !std::exchange(hasBegun_, true);
    if (token.is(tok::hash) && token.isAtStartOfLine()) {
      isName_ = true;
      mayBeGuard_ = isFirst;
    } else if (std::exchange(isName_, false) && token.is(tok::raw_identifier)) {
      name(token.getRawIdentifier());
    }
  }

  bool areOpen() const { return depth_ > (hasGuard_ ? 1 : 0); }

private:
  void name(llvm::StringRef directive) {
    if (directive == "endif" && depth_ > 0)
      --depth_;
    else if (directive == "if" || directive == "ifdef" || directive == "ifndef")
      ++depth_;
    hasGuard_ |= directive == "ifndef" && mayBeGuard_;
  }

  int depth_ = 0;
  bool hasBegun_ = false;
  bool isName_ = false;
  bool mayBeGuard_ = false;
  bool hasGuard_ = false;
};

/// Of both languages what matters for where a comment begins: raw strings, digits with separators.
LangOptions languageOfComments() {
  LangOptions language;
  language.LineComment = true;
  language.CPlusPlus = language.CPlusPlus11 = language.CPlusPlus14 = language.CPlusPlus17 = language.CPlusPlus20 = true;
  language.RawStringLiterals = true;
  return language;
}

} // namespace

SourceText::SourceText(llvm::StringRef text) : text_(text) {
  findLines();
  readTokens();
  for (SourceComment &comment : comments_)
    findLinesOf(comment);
}

void SourceText::findLines() {
  starts_.push_back(0);
  for (size_t at = 0; (at = text_.find_first_of("\r\n", at)) != std::string::npos;) {
    at += text_.compare(at, 2, "\r\n") == 0 ? 2 : 1;
    starts_.push_back(static_cast<uint32_t>(at));
  }
  lines_.resize(starts_.size());
}

uint32_t SourceText::lineOf(uint32_t offset) const {
  return static_cast<uint32_t>(llvm::upper_bound(starts_, offset) - starts_.begin());
}

uint32_t SourceText::columnOf(uint32_t offset) const { return offset - startOf(lineOf(offset)) + 1; }

void SourceText::addCode(uint32_t begin, uint32_t end) {
  for (uint32_t line = lineOf(begin), last = lineOf(end - 1); line <= last; ++line) {
    Line &each = lines_[line - 1];
    each.firstCode = std::min(each.firstCode, std::max(begin, startOf(line)));
    each.lastCode = std::max(each.lastCode, std::max(begin, startOf(line)));
  }
}

void SourceText::readTokens() {
  const LangOptions language = languageOfComments();
  const char *start = text_.c_str();
  Lexer lexer(SourceLocation(), language, start, start, start + text_.size());
  lexer.SetCommentRetentionState(true);
  Conditions conditions;
  bool isInDirective = false;
  Token token;
  for (lexer.LexFromRawLexer(token); token.isNot(tok::eof); lexer.LexFromRawLexer(token)) {
    auto end = static_cast<uint32_t>(lexer.getBufferLocation() - start);
    uint32_t begin = end - token.getLength();
    uint32_t firstLine = lineOf(begin), lastLine = lineOf(end - 1);
    for (uint32_t line = firstLine + 1; line <= lastLine; ++line)
      lines_[line - 1].beginsInside = true;
    isInDirective = token.isAtStartOfLine() ? token.is(tok::hash) : isInDirective;
    for (uint32_t line = firstLine; isInDirective && line <= lastLine; ++line)
      lines_[line - 1].isDirective = true;
    if (token.is(tok::comment)) {
      for (uint32_t line = firstLine; line <= lastLine; ++line)
        lines_[line - 1].hasComment = true;
      comments_.push_back({begin, end, firstLine, {}, false, conditions.areOpen()});
      continue;
    }
    conditions.see(token);
    addCode(begin, end);
    if (token.isOneOf(tok::l_brace, tok::r_brace, tok::semi))
      ends_.push_back(begin);
  }
}

void SourceText::findLinesOf(SourceComment &comment) const {
  const uint32_t lastLine = lineOf(comment.end - 1);
  const Line &first = lines_[comment.line - 1];
  const Line &last = lines_[lastLine - 1];
  bool isBehind = first.hasCode() && first.firstCode < comment.begin;
  bool isBefore = last.hasCode() && last.lastCode > comment.begin;
  comment.isAbove = !isBehind;
  if (isBehind)
    comment.lines.push_back(comment.line);
  if (isBefore && (!isBehind || lastLine != comment.line))
    comment.lines.push_back(lastLine);
  if (isBehind || isBefore)
    return;
  // Other comments may stand between it and the code, an empty line may not.
  uint32_t next = lastLine + 1;
  while (hasLine(next) && lines_[next - 1].hasComment && !lines_[next - 1].hasCode())
    ++next;
  if (hasLine(next) && lines_[next - 1].hasCode())
    comment.lines.push_back(next);
}

uint32_t SourceText::endOfDeclarator(uint32_t offset) const {
  auto end = llvm::lower_bound(ends_, offset);
  return end == ends_.end() ? static_cast<uint32_t>(text_.size()) : *end;
}

bool SourceText::takesLineBefore(uint32_t line) const {
  if (!hasLine(line) || lines_[line - 1].beginsInside || lines_[line - 1].isDirective)
    return false;
  llvm::StringRef before = llvm::StringRef(text_).take_front(startOf(line)).rtrim("\r\n \t");
  bool isContinued =
      line > 1 && before.size() >= startOf(line - 1) && (before.ends_with("\\") || before.ends_with("?\?/"));
  return !isContinued;
}

} // namespace leash
