// A search index in shards that loader threads fill at the start; look-ups wait until all shards are there.
#include <array>
#include <cstddef>
#include <functional>
#include <latch>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

class ShardIndex {
public:
  using Shard = std::unordered_map<std::string, unsigned>;
  static constexpr std::size_t kShards = 4;

  explicit ShardIndex(const std::vector<std::string> &documents) : documents_(documents), loaded_(kShards) {
    loaders_.reserve(kShards);
    for (std::size_t shard = 0; shard < kShards; ++shard)
      loaders_.emplace_back([this, shard] { load(shard); });
  }
  ShardIndex(const ShardIndex &) = delete;
  ShardIndex &operator=(const ShardIndex &) = delete;

  std::optional<unsigned> lookup(const std::string &title) const {
    loaded_.wait();
    std::shared_lock<std::shared_mutex> reading(shardsMutex_);
    const Shard &shard = shards_[shardOf(title)];
    const auto found = shard.find(title);
    return found == shard.end() ? std::nullopt : std::optional<unsigned>(found->second);
  }

  void rename(const std::string &from, const std::string &to) {
    std::unique_lock<std::shared_mutex> writing(shardsMutex_);
    auto node = shards_[shardOf(from)].extract(from);
    if (node.empty())
      return;
    node.key() = to;
    shards_[shardOf(to)].insert(std::move(node));
  }

private:
  static std::size_t shardOf(const std::string &title) { return std::hash<std::string>()(title) % kShards; }

  void load(std::size_t number) {
    Shard shard;
    for (std::size_t id = 0; id < documents_.size(); ++id)
      if (shardOf(documents_[id]) == number)
        shard.emplace(documents_[id], static_cast<unsigned>(id));
    {
      std::unique_lock<std::shared_mutex> writing(shardsMutex_);
      shards_[number].merge(shard);
    }
    loaded_.count_down();
  }

  const std::vector<std::string> documents_;
  mutable std::shared_mutex shardsMutex_;
  std::array<Shard, kShards> shards_;
  std::latch loaded_;
  std::vector<std::jthread> loaders_;
};

int main() {
  ShardIndex index({"atlas", "bestiary", "cookbook", "dictionary", "encyclopedia"});
  const std::optional<unsigned> cookbook = index.lookup("cookbook");
  index.rename("atlas", "world atlas");
  const std::optional<unsigned> atlas = index.lookup("world atlas");
  return cookbook == 2u && atlas == 0u ? 0 : 1;
}
