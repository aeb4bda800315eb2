// test-name: names of tests that are made while the program runs.
#pragma once

#include <algorithm>
#include <string>

namespace leash {

/// `text` without dashes: in a filter of GoogleTest a dash means "all but".
inline std::string testName(std::string text) {
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

} // namespace leash
