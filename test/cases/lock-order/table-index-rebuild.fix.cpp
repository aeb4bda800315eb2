// A table whose rows are locked by a function that returns the guard; an update and a rebuild both lock rows before the index.
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Table {
public:
  std::size_t insert(std::string name) {
    const auto rows = lockRows();
    rows_.push_back(std::move(name));
    return rows_.size() - 1;
  }

  bool rename(std::size_t id, const std::string &name) {
    const auto rows = lockRows();
    if (id >= rows_.size())
      return false;
    rows_[id] = name;
    putIntoIndex(name, id);
    return true;
  }

  std::size_t rebuild() {
    const auto rows = lockRows();
    std::lock_guard<std::mutex> index(indexMutex_);
    index_.clear();
    for (std::size_t id = 0; id < rows_.size(); ++id)
      index_[rows_[id]] = id;
    return index_.size();
  }

  bool find(const std::string &name, std::size_t &id) {
    std::lock_guard<std::mutex> index(indexMutex_);
    const auto found = index_.find(name);
    if (found == index_.end())
      return false;
    id = found->second;
    return true;
  }

private:
  [[nodiscard]] std::unique_lock<std::mutex> lockRows() { return std::unique_lock<std::mutex>(rowsMutex_); }

  void putIntoIndex(const std::string &name, std::size_t id) {
    std::lock_guard<std::mutex> index(indexMutex_);
    index_[name] = id;
  }

  std::mutex rowsMutex_;
  std::vector<std::string> rows_;
  std::mutex indexMutex_;
  std::map<std::string, std::size_t> index_;
};

int main() {
  Table table;
  for (const char *name : {"ada", "bo", "cleo"})
    table.insert(name);
  bool renamed = false;
  std::thread client([&] { renamed = table.rename(1, "bob"); });
  std::size_t indexed = 0;
  std::thread maintenance([&] { indexed = table.rebuild(); });
  client.join();
  maintenance.join();
  std::size_t id = 0;
  return renamed && indexed == 3 && table.find("bob", id) && id == 1 && table.rebuild() == 3 ? 0 : 1;
}
