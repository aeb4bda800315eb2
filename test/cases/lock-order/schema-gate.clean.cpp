// A schema with two mutexes that two functions lock in opposite orders, always with a gate locked before; single ones need no gate.
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <thread>

class Schema {
public:
  void addTable(const std::string &name) {
    std::lock_guard<std::mutex> tables(tablesMutex_);
    tables_[name] = 0;
  }

  bool addIndex(const std::string &table, const std::string &index) {
    std::lock_guard<std::mutex> gate(ddlMutex_);
    std::lock_guard<std::mutex> tables(tablesMutex_);
    const auto found = tables_.find(table);
    if (found == tables_.end())
      return false;
    std::lock_guard<std::mutex> indices(indicesMutex_);
    if (!indices_.emplace(index, table).second)
      return false;
    ++found->second;
    return true;
  }

  bool dropIndex(const std::string &index) {
    ddlMutex_.lock();
    const bool dropped = dropIndexGated(index);
    ddlMutex_.unlock();
    return dropped;
  }

  std::size_t indices() const {
    std::lock_guard<std::mutex> lock(indicesMutex_);
    return indices_.size();
  }

  int indicesOf(const std::string &table) const {
    std::lock_guard<std::mutex> lock(tablesMutex_);
    const auto found = tables_.find(table);
    return found == tables_.end() ? -1 : found->second;
  }

private:
  bool dropIndexGated(const std::string &index) {
    std::lock_guard<std::mutex> indices(indicesMutex_);
    const auto found = indices_.find(index);
    if (found == indices_.end())
      return false;
    countDown(found->second);
    indices_.erase(found);
    return true;
  }

  void countDown(const std::string &table) {
    std::lock_guard<std::mutex> tables(tablesMutex_);
    --tables_[table];
  }

  std::mutex ddlMutex_;
  mutable std::mutex tablesMutex_;
  std::map<std::string, int> tables_;
  mutable std::mutex indicesMutex_;
  std::map<std::string, std::string> indices_;
};

int main() {
  Schema schema;
  schema.addTable("people");
  bool ok = schema.addIndex("people", "by_name");
  bool dropped = false;
  std::thread admin([&] { dropped = schema.dropIndex("by_name"); });
  ok = schema.addIndex("people", "by_age") && ok;
  admin.join();
  return ok && dropped && schema.indices() == 1 && schema.indicesOf("people") == 1 ? 0 : 1;
}
