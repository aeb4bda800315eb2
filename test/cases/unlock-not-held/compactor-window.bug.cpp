// A compactor gives its lock back while it merges two runs; where it should lock again, it unlocks again.
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

using Run = std::vector<int>;

class Compactor {
public:
  void add(Run run) {
    std::lock_guard<std::mutex> guard(runsMutex_);
    runs_.push_back(std::move(run));
  }

  // Only one thread compacts.
  bool compact() {
    std::unique_lock<std::mutex> lk(runsMutex_);
    if (runs_.size() < 2)
      return false;
    const Run newest = std::move(runs_.back());
    runs_.pop_back();
    const Run older = std::move(runs_.back());
    runs_.pop_back();

    lk.unlock();
    Run merged = merge(older, newest);
    lk.unlock(); // finding: 'lk'
    runs_.push_back(std::move(merged));
    return true;
  }

  std::size_t runs() {
    std::lock_guard<std::mutex> guard(runsMutex_);
    return runs_.size();
  }

private:
  static Run merge(const Run &older, const Run &newer) {
    Run result;
    result.reserve(older.size() + newer.size());
    std::merge(older.begin(), older.end(), newer.begin(), newer.end(), std::back_inserter(result));
    return result;
  }

  std::mutex runsMutex_;
  std::vector<Run> runs_;
};

int main() {
  Compactor compactor;
  compactor.add({1, 3});
  std::thread writer([&compactor] {
    compactor.add({2, 4});
    compactor.add({0});
  });
  writer.join();
  while (compactor.compact()) {
  }
  return compactor.runs() == 1 ? 0 : 1;
}
