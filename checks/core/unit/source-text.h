// source-text: a file as comments and lines of code, before anybody compiles it.
//
// Clang's lexer reads it, so that what looks like a comment in a string is none. Macros and conditions aren't followed.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>
#include <vector>

namespace leash {

/// Lines count from 1, offsets from 0.
struct SourceComment {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t line = 0;
  std::vector<uint32_t> lines; ///< of the code that it speaks of: beside it, or else right below it
  bool isAbove = false;        ///< of all code that it speaks of
  bool isConditional = false;  ///< under an #if, which may hold elsewhere
};

class SourceText {
public:
  /// O(length of the text).
  explicit SourceText(llvm::StringRef text);

  SourceText(const SourceText &) = delete;
  SourceText &operator=(const SourceText &) = delete;

  llvm::StringRef text() const { return text_; }
  const std::vector<SourceComment> &comments() const { return comments_; }

  uint32_t lineOf(uint32_t offset) const;
  /// Counted from 1, in bytes.
  uint32_t columnOf(uint32_t offset) const;
  uint32_t startOf(uint32_t line) const { return starts_[line - 1]; }
  bool hasLine(uint32_t line) const { return 0 < line && line <= lines_.size(); }

  /// Where the declaration that begins behind `offset` has its body or its end: the next '{', ';' or '}'.
  uint32_t endOfDeclarator(uint32_t offset) const;

  /// Whether a line of its own can be put in front of `line` without changing what is compiled: neither is a part of a
  /// directive, or of a string or comment that has begun before.
  bool takesLineBefore(uint32_t line) const;

private:
  /// What stands in a line, but for comments.
  struct Line {
    uint32_t firstCode = UINT32_MAX; ///< offsets; none if it is behind `lastCode`
    uint32_t lastCode = 0;
    bool hasComment = false;
    bool isDirective = false;
    bool beginsInside = false; ///< of a token or a comment

    bool hasCode() const { return firstCode <= lastCode; }
  };

  void findLines();
  void readTokens();
  void addCode(uint32_t begin, uint32_t end);
  void findLinesOf(SourceComment &comment) const;

  std::string text_;
  std::vector<uint32_t> starts_; ///< of each line
  std::vector<Line> lines_;
  std::vector<uint32_t> ends_; ///< of each '{', ';' and '}'
  std::vector<SourceComment> comments_;
};

} // namespace leash
