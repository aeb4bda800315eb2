// catalog: compares checks/catalog.def with the files of the tree, in both directions.
#include "test/architecture/catalog.h"

#include "test/architecture/sources.h"

#include <algorithm>

namespace leash::architecture {

namespace {

class Inspection {
public:
  Inspection(const std::vector<CatalogLine> &catalog, const std::set<std::string> &paths)
      : catalog_(catalog), paths_(paths) {}

  std::vector<std::string> run() {
    for (const CatalogLine &check : catalog_)
      inspect(check);
    for (const std::string &path : paths_) {
      if (matches(path, "docs/checks/*.md") && path != "docs/checks/README.md") // says how a page is written
        requireCheckFor(path, path.substr(12, path.size() - 15));
      else if (path.starts_with("test/cases/"))
        requireCheckFor(path, path.substr(11, path.find('/', 11) - 11));
    }
    return sentences_;
  }

private:
  void inspect(const CatalogLine &check) {
    require("checks/" + check.group + "/" + check.name + ".cpp", "the code of " + check.name);
    require("docs/checks/" + check.name + ".md", "the page of " + check.name);
    unsigned pairs = 0;
    for (const std::string &path : paths_)
      if (path.starts_with("test/cases/" + check.name + "/")) {
        pairs += isWholePair(path, ".bug.", ".fix.");
        isWholePair(path, ".fix.", ".bug.");
      }
    if (pairs < pairsPerCheck)
      sentences_.push_back("test/cases/" + check.name + " has " + std::to_string(pairs) + " pairs; a check has " +
                           std::to_string(pairsPerCheck));
  }

  void require(const std::string &path, const std::string &what) {
    if (!paths_.contains(path))
      sentences_.push_back("there is no " + path + ", " + what);
  }

  /// True if `path` is one half, and the other is there; says so if it isn't.
  bool isWholePair(const std::string &path, const std::string &half, const std::string &other) {
    size_t at = path.rfind(half);
    if (at == std::string::npos)
      return false;
    std::string twin = path;
    twin.replace(at, half.size(), other);
    require(twin, "the twin of " + path);
    return paths_.contains(twin);
  }

  void requireCheckFor(const std::string &path, const std::string &name) {
    bool isKnown = std::any_of(catalog_.begin(), catalog_.end(), [&](const auto &check) { return check.name == name; });
    if (!isKnown)
      sentences_.push_back(path + " is for no check of checks/catalog.def");
  }

  const std::vector<CatalogLine> &catalog_;
  const std::set<std::string> &paths_;
  std::vector<std::string> sentences_;
};

} // namespace

std::vector<CatalogLine> parseCatalog(std::string_view catalog) {
  std::vector<CatalogLine> lines;
  for (std::string_view line : linesOf(catalog)) {
    if (!line.starts_with("LEASH_CHECK("))
      continue;
    size_t first = line.find(',');
    size_t second = line.find(',', first + 1);
    std::string name(trimmed(line.substr(second + 1, line.rfind(')') - second - 1)));
    std::erase(name, '"');
    lines.push_back({std::string(trimmed(line.substr(first + 1, second - first - 1))), name});
  }
  return lines;
}

std::vector<std::string> missingFor(const std::vector<CatalogLine> &catalog, const std::set<std::string> &paths) {
  return Inspection(catalog, paths).run();
}

} // namespace leash::architecture
