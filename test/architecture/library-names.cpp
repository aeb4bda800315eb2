// library-names: takes a literal apart into qualified names, and looks each one up.
#include "test/architecture/library-names.h"

#include <algorithm>
#include <cctype>

namespace leash::architecture {

namespace {

bool isWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

/// The part of a qualified name before the first "::"; all of it if there is none.
std::string_view head(std::string_view name) { return name.substr(0, name.find("::")); }

/// A name that nobody writes by chance: two words in one.
bool isCoined(std::string_view word) {
  return word.find('_', 1) != std::string_view::npos ||
         std::count_if(word.begin(), word.end(), [](unsigned char c) { return std::isupper(c); }) >= 2;
}

/// A word as Qt and POSIX make theirs, whether or not the vocabulary has it yet.
bool hasLibraryShape(std::string_view word) {
  bool isQt = word.size() > 2 && word[0] == 'Q' && std::isupper(static_cast<unsigned char>(word[1])) &&
              std::islower(static_cast<unsigned char>(word[2]));
  return isQt || word.starts_with("pthread_") || word.starts_with("sem_") || word.starts_with("mtx_") ||
         word.starts_with("cnd_") || word.starts_with("thrd_");
}

/// The word at the front of `text`, with its qualification: "std::mutex".
std::string_view qualifiedNameAt(std::string_view text) {
  size_t end = 0;
  while (end < text.size() &&
         (isWord(text[end]) || (text.substr(end).starts_with("::") && end + 2 < text.size() && isWord(text[end + 2]))))
    end += isWord(text[end]) ? 1 : 2;
  return text.substr(0, end);
}

} // namespace

LibraryNames::LibraryNames(const std::set<std::string> &vocabulary)
    : namespaces_{"std", "boost", "absl", "folly", "tbb", "oneapi", "Poco"} {
  for (const std::string &name : vocabulary) {
    std::string first(head(name));
    if (isCoined(first))
      words_.insert(first);
    else if (first != name)
      namespaces_.insert(first);
  }
}

std::string LibraryNames::in(std::string_view literal) const {
  while (!literal.empty()) {
    std::string_view name = qualifiedNameAt(literal);
    std::string_view first = head(name);
    bool isQualified = first.size() < name.size() || literal.substr(name.size()).starts_with("::");
    if ((isQualified && namespaces_.contains(first)) || words_.contains(first) || hasLibraryShape(first))
      return std::string(name);
    literal.remove_prefix(std::max<size_t>(name.size(), 1));
  }
  return "";
}

} // namespace leash::architecture
