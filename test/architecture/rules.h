// rules: which room may include which, as the tables in checks/core/README.md say.
#pragma once

#include "test/architecture/sources.h"

#include <string>
#include <string_view>
#include <vector>

namespace leash::architecture {

struct Room {
  std::string name;
  std::vector<std::string> files;      ///< patterns (see matches())
  std::vector<std::string> mayInclude; ///< names of other rooms
};

/// Headers that only some files may include.
struct Border {
  std::string headers;
  std::vector<std::string> onlyIn; ///< patterns; empty: nobody
};

struct Rules {
  std::vector<Room> rooms; ///< a file belongs to the first that matches
  std::vector<Border> borders;

  const Room *roomOf(std::string_view path) const;
  const Room *roomNamed(std::string_view name) const;
};

/// Reads the two tables of the page. What isn't understood is in `mistakes`, a sentence each.
Rules parseRules(std::string_view page, std::vector<std::string> &mistakes);

/// What the includes of these files break, a sentence each: "a.cpp:3: flow must not include reader: …".
std::vector<std::string> brokenArrows(const Rules &rules, const std::vector<Source> &sources);

/// Rooms that may include each other in a circle: "a → b → a". Empty if data can only flow one way.
std::vector<std::string> circlesIn(const Rules &rules);

} // namespace leash::architecture
