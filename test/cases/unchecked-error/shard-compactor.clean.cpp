// Compacts all shards of a table; every shard is tried, the first error wins.
#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace table {

class Status {
 public:
  Status() = default;
  explicit Status(std::string m) : message_(std::move(m)) {}
  bool ok() const { return message_.empty(); }
  const std::string& message() const { return message_; }

  // Keeps the older error.
  void Update(Status other) {
    if (ok()) *this = std::move(other);
  }

 private:
  std::string message_;
};

class Shard {
 public:
  virtual ~Shard() = default;
  virtual Status Freeze() = 0;
  virtual Status Merge() = 0;
  virtual Status Thaw() = 0;
};

// A frozen shard is always thawed again.
Status CompactShard(Shard& shard) {
  Status first = shard.Freeze();
  if (!first.ok()) return first;
  first = shard.Merge();
  Status s = shard.Thaw();
  if (first.ok()) first = s;
  return first;
}

class Compactor {
 public:
  explicit Compactor(std::vector<Shard*> shards) : shards_(std::move(shards)) {}

  Status Run(unsigned workers) {
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < workers; ++i)
      threads.emplace_back([this] { Work(); });
    for (auto& t : threads) t.join();

    std::lock_guard<std::mutex> lock(mu_);
    return overall_;
  }

 private:
  void Work() {
    Status mine;
    for (;;) {
      const std::size_t i = next_.fetch_add(1);
      if (i >= shards_.size()) break;
      Status s = CompactShard(*shards_[i]);
      if (mine.ok()) mine = s;
    }
    std::lock_guard<std::mutex> lock(mu_);
    overall_.Update(std::move(mine));
  }

  const std::vector<Shard*> shards_;
  std::atomic<std::size_t> next_{0};
  std::mutex mu_;
  Status overall_;
};

}  // namespace table
