// sources: a scanner that knows just enough of C++ to tell code, comments, characters and strings apart.
#include "test/architecture/sources.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace leash::architecture {

namespace {

const std::filesystem::path root = LEASH_SOURCE_DIR;

std::string contentOf(const std::filesystem::path &file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Walks over code once, and keeps what stands in quotes.
class Scanner {
public:
  explicit Scanner(std::string_view code) : code_(code) {}

  void run() {
    while (at_ < code_.size())
      step();
  }

  std::vector<Quoted> includes;
  std::vector<Quoted> literals;

private:
  void step() {
    if (startsWith("//"))
      skipTo("\n", 0);
    else if (startsWith("/*"))
      skipTo("*/", 2);
    else if (startsWith("#include") && isFirstOnLine())
      include();
    else if (startsWith("R\"") && !isWord(before()))
      rawString();
    else if (peek() == '"')
      literals.push_back(quoted('"'));
    else if (peek() == '\'' && !isWord(before())) // not the separator in 100'000
      quoted('\'');
    else
      ++at_;
  }

  void include() {
    skipTo(" ", 1);
    if (peek() == '"')
      includes.push_back(quoted('"'));
    else
      skipTo("\n", 0);
  }

  Quoted quoted(char quote) {
    size_t begin = ++at_;
    while (at_ < code_.size() && peek() != quote && peek() != '\n')
      at_ += peek() == '\\' ? 2 : 1;
    at_ = std::min(at_, code_.size());
    Quoted result{std::string(code_.substr(begin, at_ - begin)), lineOf(begin)};
    ++at_;
    return result;
  }

  void rawString() {
    size_t open = code_.find('(', at_);
    if (open == std::string_view::npos)
      return skipTo("\n", 0);
    std::string close = ")" + std::string(code_.substr(at_ + 2, open - at_ - 2)) + "\"";
    size_t end = std::min(code_.find(close, open), code_.size());
    literals.push_back({std::string(code_.substr(open + 1, end - open - 1)), lineOf(at_)});
    at_ = end + close.size();
  }

  void skipTo(std::string_view mark, size_t beyond) {
    size_t found = code_.find(mark, at_ + 1);
    at_ = found == std::string_view::npos ? code_.size() : found + beyond;
  }

  static bool isWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }
  char peek() const { return code_[at_]; }
  char before() const { return at_ == 0 ? '\n' : code_[at_ - 1]; }
  bool startsWith(std::string_view text) const { return code_.substr(at_).starts_with(text); }
  bool isFirstOnLine() const {
    size_t begin = code_.rfind('\n', at_);
    begin = begin == std::string_view::npos ? 0 : begin + 1;
    return trimmed(code_.substr(begin, at_ - begin)).empty();
  }
  unsigned lineOf(size_t offset) const {
    return 1 + static_cast<unsigned>(std::count(code_.begin(), code_.begin() + static_cast<long>(offset), '\n'));
  }

  std::string_view code_;
  size_t at_ = 0;
};

} // namespace

std::vector<Source> sourcesBelow(const std::vector<std::string> &folders, const std::vector<std::string> &suffixes) {
  std::vector<Source> sources;
  for (const std::string &folder : folders) {
    if (!std::filesystem::exists(root / folder))
      continue;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      bool isWanted =
          suffixes.empty() || std::find(suffixes.begin(), suffixes.end(), entry.path().extension()) != suffixes.end();
      if (entry.is_regular_file() && isWanted)
        sources.push_back({entry.path().lexically_relative(root).generic_string(), contentOf(entry.path())});
    }
  }
  std::sort(sources.begin(), sources.end(), [](const Source &a, const Source &b) { return a.path < b.path; });
  return sources;
}

std::string readSource(const std::string &path) {
  EXPECT_TRUE(std::filesystem::exists(root / path)) << "there is no " << path;
  return contentOf(root / path);
}

std::vector<Quoted> includesOf(std::string_view code) {
  Scanner scanner(code);
  scanner.run();
  return scanner.includes;
}

std::vector<Quoted> literalsOf(std::string_view code) {
  Scanner scanner(code);
  scanner.run();
  return scanner.literals;
}

bool matches(std::string_view path, std::string_view pattern) {
  size_t star = pattern.find('*');
  if (star == std::string_view::npos)
    return path == pattern;
  if (!path.starts_with(pattern.substr(0, star)))
    return false;
  path.remove_prefix(star);
  pattern.remove_prefix(star);
  bool crossesFolders = pattern.starts_with("**");
  pattern.remove_prefix(crossesFolders ? 2 : 1);
  for (size_t taken = 0; taken <= path.size(); ++taken) {
    if (matches(path.substr(taken), pattern))
      return true;
    if (taken < path.size() && path[taken] == '/' && !crossesFolders)
      return false;
  }
  return false;
}

std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos)
    return {};
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

} // namespace leash::architecture
