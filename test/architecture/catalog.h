// catalog: what has to be there for every check: code, page, pairs of a bug and its fixed twin.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace leash::architecture {

/// A line of checks/catalog.def.
struct CatalogLine {
  std::string group;
  std::string name;
};

std::vector<CatalogLine> parseCatalog(std::string_view catalog);

inline constexpr unsigned pairsPerCheck = 12;

/// What the checks lack, a sentence each. `paths` are all files of the tree.
std::vector<std::string> missingFor(const std::vector<CatalogLine> &catalog, const std::set<std::string> &paths);

} // namespace leash::architecture
