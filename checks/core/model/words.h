// words: an enum and the words that people write for it, in one table.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leash {

/// One row: what it is, and its word.
template <typename Enum> struct Word {
  Enum value;
  std::string_view word;
};

/// The words of an enum; each value has exactly one, and no two share one.
template <typename Enum, size_t N> class Words {
public:
  constexpr explicit Words(const Word<Enum> (&rows)[N]) { std::copy(std::begin(rows), std::end(rows), rows_.begin()); }

  /// The word for `value`; empty for a value that isn't in the table.
  constexpr std::string_view of(Enum value) const {
    for (const Word<Enum> &row : rows_)
      if (row.value == value)
        return row.word;
    return {};
  }

  constexpr std::optional<Enum> called(std::string_view word) const {
    for (const Word<Enum> &row : rows_)
      if (row.word == word)
        return row.value;
    return std::nullopt;
  }

  /// All words, sorted, comma separated.
  std::string known() const {
    std::vector<std::string_view> words;
    for (const Word<Enum> &row : rows_)
      words.push_back(row.word);
    std::sort(words.begin(), words.end());
    std::string result;
    for (std::string_view word : words)
      result.append(result.empty() ? "" : ", ").append(word);
    return result;
  }

private:
  std::array<Word<Enum>, N> rows_{};
};

} // namespace leash
