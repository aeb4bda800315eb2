// A key-value table with a background compactor that stands back where the table, or the I/O budget, is taken.
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <map>
#include <mutex>
#include <semaphore>
#include <stop_token>
#include <string>
#include <thread>

class Table {
public:
  Table() : compactor_([this](std::stop_token stop) { compactLoop(stop); }) {}
  Table(const Table &) = delete;
  Table &operator=(const Table &) = delete;

  void put(const std::string &key, int value) {
    std::lock_guard<std::mutex> lock(rowsMutex_);
    rows_[key] = Row{value, false};
  }

  void erase(const std::string &key) {
    std::lock_guard<std::mutex> lock(rowsMutex_);
    const auto row = rows_.find(key);
    if (row != rows_.end())
      row->second.dead = true;
  }

  // Counts the rows that are not erased, or gives up where the table stays busy.
  bool countLive(std::size_t &live) {
    for (int attempt = 0; attempt < 50; ++attempt) {
      if (!rowsMutex_.try_lock()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        continue;
      }
      live = 0;
      for (const auto &row : rows_)
        if (!row.second.dead)
          ++live;
      rowsMutex_.unlock();
      return true;
    }
    return false;
  }

private:
  struct Row {
    int value = 0;
    bool dead = false;
  };

  static constexpr std::chrono::milliseconds kStandBack{1};
  static constexpr std::chrono::milliseconds kPause{4};

  void compactLoop(const std::stop_token &stop) {
    while (!stop.stop_requested()) {
      std::unique_lock<std::mutex> lock(rowsMutex_, std::try_to_lock);
      if (!lock.owns_lock()) {
        std::this_thread::sleep_for(kStandBack);
        continue;
      }
      if (ioBudget_.try_acquire()) {
        std::erase_if(rows_, [](const auto &row) { return row.second.dead; });
        ioBudget_.release();
      }
      lock.unlock();
      std::this_thread::sleep_for(kPause);
    }
  }

  std::mutex rowsMutex_;
  std::map<std::string, Row> rows_;
  std::counting_semaphore<2> ioBudget_{2};
  std::jthread compactor_; // the last member: it is stopped and joined before the others go
};

int main() {
  Table table;
  {
    std::jthread writer([&table] {
      for (int row = 0; row < 32; ++row)
        table.put("row-" + std::to_string(row), row);
      for (int row = 0; row < 32; row += 2)
        table.erase("row-" + std::to_string(row));
    });
  }
  std::size_t live = 0;
  if (!table.countLive(live)) {
    std::puts("the table is busy");
    return 1;
  }
  return live == 16 ? 0 : 1;
}
