// allowance: a comment that lets findings pass.

#include "checks/core/suppression/allowance.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace leash {

static constexpr llvm::StringLiteral Form = "write leash-allow(CHECK): REASON, and if it is to end, until YYYY-MM-DD";

static llvm::Error mistake(const llvm::Twine &what) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), what);
}

bool Allowance::allows(llvm::StringRef check) const { return llvm::is_contained(checks, check); }

static llvm::Expected<std::vector<std::string>> parseChecks(llvm::StringRef list) {
  std::vector<std::string> checks;
  for (llvm::StringRef name : llvm::split(list, ',')) {
    name = name.trim();
    while (name.consume_front("leash-"))
      name = name.ltrim();
    if (name.empty())
      return mistake("leash-allow names no check; " + Form);
    if (!llvm::is_contained(checks, name))
      checks.push_back(name.str());
  }
  return checks;
}

namespace {

/// A reason, and the end that was written behind it.
struct ReasonAndEnd {
  llvm::StringRef reason;
  std::optional<llvm::StringRef> end;
};

} // namespace

/// Whether `text` is the one word 'until' and what follows it; takes the word away.
static bool consumeUntil(llvm::StringRef &text) {
  static constexpr llvm::StringLiteral Word = "until";
  if (!text.take_front(Word.size()).equals_insensitive(Word) || text.size() == Word.size() ||
      !llvm::isSpace(text[Word.size()]))
    return false;
  text = text.drop_front(Word.size()).trim();
  return true;
}

/// 'until' with a number behind it, or in square brackets, is an end; 'until the rewrite' is a reason like any other.
static ReasonAndEnd separateEnd(llvm::StringRef text) {
  text = text.trim();
  for (llvm::StringRef brackets : {"[]", "()"}) {
    size_t open = text.rfind(brackets.front());
    if (!text.ends_with(brackets.take_back()) || open == llvm::StringRef::npos)
      continue;
    llvm::StringRef inside = text.drop_back().substr(open + 1).trim();
    if (consumeUntil(inside) && (brackets == "[]" || (!inside.empty() && llvm::isDigit(inside.front()))))
      return {text.take_front(open).rtrim(" \t,;"), inside};
  }
  // The last word, and the one before.
  llvm::StringRef bare = text.rtrim(". \t");
  size_t last = bare.find_last_of(" \t");
  if (last == llvm::StringRef::npos || !llvm::isDigit(bare[last + 1]))
    return {text, std::nullopt};
  llvm::StringRef before = bare.take_front(last).rtrim();
  size_t word = before.find_last_of(" \t") + 1; // 0 if there is none before it
  llvm::StringRef end = bare.substr(word);
  if (!consumeUntil(end))
    return {text, std::nullopt};
  return {bare.take_front(word).rtrim(" \t,;"), end};
}

llvm::Expected<std::optional<Allowance>> parseAllowance(llvm::StringRef line) {
  line = line.trim();
  if (!line.consume_front(AllowanceWord))
    return std::nullopt;
  line = line.ltrim();
  if (line.starts_with(":"))
    return mistake("leash-allow names no check; " + Form);
  if (!line.consume_front("("))
    return std::nullopt;
  size_t close = line.find(')');
  if (close == llvm::StringRef::npos)
    return mistake("')' is missing behind the checks of leash-allow; " + Form);
  llvm::Expected<std::vector<std::string>> checks = parseChecks(line.take_front(close));
  if (!checks)
    return checks.takeError();

  line = line.drop_front(close + 1).ltrim();
  if (!line.consume_front(":"))
    return mistake("leash-allow needs ':' and a reason behind its ')'; " + Form);
  ReasonAndEnd rest = separateEnd(line);
  if (rest.reason.empty())
    return mistake("leash-allow needs a reason, which whoever reads this can judge; " + Form);
  Allowance allowance{std::move(*checks), rest.reason.str(), std::nullopt};
  if (rest.end) {
    allowance.until = dateCalled(*rest.end);
    if (!allowance.until)
      return mistake("'" + *rest.end + "' is no date: write until YYYY-MM-DD, such as until 2027-03-01");
  }
  return allowance;
}

std::string spelling(const Allowance &allowance) {
  std::string text = (AllowanceWord + "(" + llvm::join(allowance.checks, ", ") + "): " + allowance.reason).str();
  return allowance.until ? text + " until " + spelling(*allowance.until) : text;
}

llvm::Error checkReason(llvm::StringRef reason) {
  if (reason.trim().empty())
    return mistake("a reason is missing: write why the findings may stay");
  if (llvm::any_of(reason, [](unsigned char byte) { return byte < ' ' || byte == 0x7f; }))
    return mistake("the reason has to be one line without control characters");
  // What would end a comment, or go on with it in the next line ("?\?/" is a backslash, once).
  if (reason.contains("*/") || reason.contains("/*") || reason.ends_with("\\") || reason.ends_with("?\?/"))
    return mistake("the reason can't be written into a comment: leave out '/*' and '*/', and a '\\' at its end");
  Allowance written{{"check"}, reason.trim().str(), std::nullopt};
  llvm::Expected<std::optional<Allowance>> read = parseAllowance(spelling(written));
  if (!read)
    return read.takeError();
  if (*read != written)
    return mistake("the reason ends with a date: give it with --until");
  return llvm::Error::success();
}

} // namespace leash
