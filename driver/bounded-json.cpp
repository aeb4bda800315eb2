// bounded-json: JSON from somebody else, nested no deeper than a stack can bear.

#include "driver/bounded-json.h"

#include <fmt/format.h>

#include <optional>

namespace leash {

namespace json = llvm::json;

/// The line in which brackets are nested too deeply, if there is one.
static std::optional<size_t> tooDeepLine(llvm::StringRef text) {
  unsigned depth = 0;
  size_t line = 1;
  bool isInString = false;
  for (size_t index = 0; index < text.size(); ++index) {
    char c = text[index];
    line += c == '\n';
    if (isInString) {
      index += c == '\\';
      isInString = c != '"';
      continue;
    }
    isInString = c == '"';
    if ((c == '[' || c == '{') && ++depth > MaxJsonNesting)
      return line;
    if ((c == ']' || c == '}') && depth > 0)
      --depth;
  }
  return std::nullopt;
}

llvm::Expected<json::Value> parseBoundedJson(llvm::StringRef text, llvm::StringRef name) {
  text.consume_front("\xEF\xBB\xBF");
  if (std::optional<size_t> line = tooDeepLine(text))
    return llvm::createStringError(fmt::format("{}:{}: nested too deeply: Leash reads JSON with up to {} brackets in "
                                               "one another",
                                               name.str(), *line, MaxJsonNesting));
  llvm::Expected<json::Value> value = json::parse(json::isUTF8(text) ? text.str() : json::fixUTF8(text));
  if (!value)
    return llvm::createStringError(
        fmt::format("{}: not valid JSON: {}", name.str(), llvm::toString(value.takeError())));
  return value;
}

} // namespace leash
