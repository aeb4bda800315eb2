// A schema catalog; describing a table holds it shared while, two helpers down, the type of a column is looked up as it is.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Column {
  std::string name;
  int type;
};

class Catalog {
public:
  void defineType(int id, std::string name) {
    std::lock_guard writing(access_);
    types_[id] = std::move(name);
  }

  void createTable(const std::string &table, std::vector<Column> columns) {
    std::lock_guard writing(access_);
    tables_[table] = std::move(columns);
  }

  std::string describe(const std::string &table) const {
    std::shared_lock reading(access_);
    const auto found = tables_.find(table);
    if (found == tables_.end())
      return {};
    return table + "(" + columnList(found->second) + ")";
  }

  std::string typeName(int id) const {
    std::shared_lock reading(access_);
    const auto found = types_.find(id);
    return found == types_.end() ? "?" : found->second;
  }

private:
  std::string columnList(const std::vector<Column> &columns) const {
    std::string list;
    for (const Column &column : columns) {
      if (!list.empty())
        list += ", ";
      list += columnText(column);
    }
    return list;
  }

  std::string columnText(const Column &column) const {
    const auto type = types_.find(column.type);
    return column.name + " " + (type == types_.end() ? "?" : type->second);
  }

  mutable std::shared_mutex access_;
  std::map<int, std::string> types_;
  std::map<std::string, std::vector<Column>> tables_;
};

int main() {
  Catalog catalog;
  catalog.defineType(1, "integer");
  catalog.createTable("people", {{"id", 1}, {"name", 2}});
  std::thread migration([&catalog] {
    catalog.defineType(2, "text");
    catalog.createTable("places", {{"id", 1}});
  });
  const std::string early = catalog.describe("people");
  migration.join();
  return early.size() >= 26 && catalog.describe("people") == "people(id integer, name text)" &&
                 catalog.typeName(3) == "?"
             ? 0
             : 1;
}
