// quote: the words of the source that a finding and its steps stand on.
//
// The words are Clang's tokens, so that comments, line breaks and blanks don't count. What stands between braces is
// left out: a call that is given a lambda is the same call whatever the lambda does, which has statements of its own.

#include "checks/core/unit/analyze.h"
#include "checks/core/unit/unit.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#include <optional>
#include <tuple>

namespace leash {

namespace {

/// Longer statements are told apart by their beginning.
constexpr size_t MaxLength = 4096;

/// Puts tokens together as one text that every formatting of them has in common: a blank stands only where two words
/// would become one (`> >` is `>>`), and string literals that were split are one again.
class Words {
public:
  void add(const clang::Token &token, llvm::StringRef spelling) {
    if (token.is(clang::tok::r_brace) && depth_ > 0)
      --depth_;
    if (depth_ == 0)
      append(spelling, token.is(clang::tok::string_literal));
    if (token.is(clang::tok::l_brace))
      ++depth_;
  }

  bool isFull() const { return text_.size() >= MaxLength; }
  std::string take() { return std::move(text_); }

private:
  void append(llvm::StringRef spelling, bool isString) {
    if (isString && endsInString_ && spelling.starts_with("\"")) {
      text_.pop_back();
      text_ += spelling.drop_front();
    } else {
      if (!text_.empty() && clang::isAsciiIdentifierContinue(text_.back()) &&
          clang::isAsciiIdentifierContinue(spelling.front()))
        text_ += ' ';
      text_ += spelling;
    }
    endsInString_ = isString && spelling.ends_with("\"");
  }

  std::string text_;
  unsigned depth_ = 0;
  bool endsInString_ = false;
};

class Quoter {
public:
  Quoter(const Unit &unit, const clang::ASTContext &context)
      : unit_(unit), sources_(context.getSourceManager()), language_(context.getLangOpts()) {}

  void quote(Finding &finding) const {
    if (std::string words = wordsAt(finding.place); !words.empty())
      finding.statement = std::move(words);
    if (finding.entity.empty())
      finding.entity = entityAround(finding.place);
    for (Step &step : finding.steps)
      step.statement = entityAround(step.place) + ": " + wordsAt(step.place);
  }

private:
  /// The tokens between the ends of `place`; the first one if it has no end.
  std::string wordsAt(const Place &place) const {
    std::optional<clang::FileID> file = fileOf(place);
    if (!file || place.column == 0)
      return {};
    unsigned begin = offset(*file, place.line, place.column);
    unsigned end = place.endColumn == 0 ? begin : offset(*file, place.endLine, place.endColumn);
    llvm::StringRef text = sources_.getBufferData(*file);
    clang::Lexer lexer(sources_.getLocForStartOfFile(*file), language_, text.begin(), text.begin() + begin, text.end());
    Words words;
    clang::Token token;
    for (bool isFirst = true; !words.isFull(); isFirst = false) {
      lexer.LexFromRawLexer(token);
      if (token.is(clang::tok::eof) || (!isFirst && sources_.getFileOffset(token.getLocation()) >= end))
        break;
      words.add(token, clang::Lexer::getSpelling(token, sources_, language_));
    }
    return words.take();
  }

  std::optional<clang::FileID> fileOf(const Place &place) const {
    clang::OptionalFileEntryRef entry = sources_.getFileManager().getOptionalFileRef(place.file);
    if (!entry || !place.isKnown())
      return std::nullopt;
    clang::FileID file = sources_.translateFile(*entry);
    return file.isValid() ? std::optional(file) : std::nullopt;
  }

  unsigned offset(clang::FileID file, unsigned line, unsigned column) const {
    return sources_.getFileOffset(sources_.translateLineCol(file, line, column));
  }

  /// The innermost function that has `place` between its name and its closing brace.
  std::string entityAround(const Place &place) const {
    const Body *innermost = nullptr;
    for (const Body &body : unit_.bodies) {
      bool isAround = body.function != NoEntity && body.place.file == place.file && body.end.file == place.file &&
                      start(body.place) <= start(place) && start(place) <= start(body.end);
      if (isAround && (!innermost || start(innermost->place) < start(body.place)))
        innermost = &body;
    }
    return innermost ? std::string(unit_.nameOf(*innermost)) : "";
  }

  static std::tuple<uint32_t, uint32_t> start(const Place &place) { return {place.line, place.column}; }

  const Unit &unit_;
  const clang::SourceManager &sources_;
  const clang::LangOptions &language_;
};

} // namespace

void quoteSource(std::vector<Finding> &findings, const Unit &unit, const clang::ASTContext &context) {
  Quoter quoter(unit, context);
  for (Finding &finding : findings)
    quoter.quote(finding);
}

} // namespace leash
