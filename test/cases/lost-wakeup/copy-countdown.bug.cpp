// Copies the shards of a table in parallel; the last worker to finish counts down without the mutex and may notify between the check and the wait.
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

using Shard = std::vector<int>;

class ShardCopier {
public:
  explicit ShardCopier(const std::vector<Shard> &source) : source_(source), copies_(source.size()) {}
  ShardCopier(const ShardCopier &) = delete;
  ShardCopier &operator=(const ShardCopier &) = delete;
  ~ShardCopier() {
    for (std::thread &worker : workers_)
      worker.join();
  }

  void start() {
    pending_ = static_cast<unsigned>(source_.size());
    for (std::size_t shard = 0; shard < source_.size(); ++shard)
      workers_.emplace_back([this, shard] {
        copies_[shard] = source_[shard];
        finished();
      });
  }

  // The copies; waits for the last of them.
  const std::vector<Shard> &copies() {
    std::unique_lock<std::mutex> lock(mutex_);
    allDone_.wait(lock, [this] { return pending_.load() == 0; });
    return copies_;
  }

private:
  void finished() {
    if (pending_.fetch_sub(1) == 1) // finding: 'pending_'
      allDone_.notify_all();
  }

  const std::vector<Shard> &source_;
  std::vector<Shard> copies_;
  std::mutex mutex_;
  std::condition_variable allDone_;
  std::atomic<unsigned> pending_{0};
  std::vector<std::thread> workers_;
};

int main() {
  const std::vector<Shard> table{{1, 2, 3}, {4}, {}, {5, 6}};
  ShardCopier copier(table);
  copier.start();
  return copier.copies() == table ? 0 : 1;
}
