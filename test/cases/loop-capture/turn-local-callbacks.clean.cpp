// Applies migrations with undo steps: the stored callbacks and guards live in the turn, so what they refer to outlives them.
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

template <class Action>
class ScopeExit {
public:
  explicit ScopeExit(Action action) : action_(std::move(action)) {}
  ~ScopeExit() {
    if (active_)
      action_();
  }
  ScopeExit(const ScopeExit &) = delete;
  ScopeExit &operator=(const ScopeExit &) = delete;

  void dismiss() { active_ = false; }

private:
  Action action_;
  bool active_ = true;
};

struct Migration {
  int version;
  std::vector<std::string> tables;
};

class Database {
public:
  bool create(const std::string &table) { return tables_.emplace(table, 0).second; }
  void drop(const std::string &table) { tables_.erase(table); }
  std::size_t size() const { return tables_.size(); }

private:
  std::map<std::string, int> tables_;
};

static int migrate(Database &database, const std::vector<Migration> &plan) {
  int applied = 0;
  for (const Migration &migration : plan) {
    bool complete = true;
    std::vector<std::string> created;
    std::vector<std::function<void()>> checks;
    ScopeExit undo([&] {
      for (const auto &table : created)
        database.drop(table);
    });

    for (const std::string &table : migration.tables)
      checks.push_back([&] { complete = complete && !table.empty(); });
    for (const auto &check : checks)
      check();

    const std::string label = [&] {
      std::string text = "v" + std::to_string(migration.version);
      return complete ? text : text + " (skipped)";
    }();
    std::cout << label << '\n';
    if (!complete)
      continue;

    std::function<bool(std::size_t)> createFrom = [&](std::size_t k) {
      if (k == migration.tables.size())
        return true;
      if (!database.create(migration.tables[k]))
        return false;
      created.push_back(migration.tables[k]);
      return createFrom(k + 1);
    };
    if (!createFrom(0))
      continue;
    undo.dismiss();
    ++applied;
  }
  return applied;
}

int main() {
  Database database;
  const int applied = migrate(database, {{1, {"users", "roles"}}, {2, {"", "x"}}, {3, {"logs", "users"}}});
  return applied == 1 && database.size() == 2 ? 0 : 1;
}
