// A map tile cache in shards; a miss is filled by a helper that locks the shard exclusively after the reader's scope.
#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace {

using Tile = std::shared_ptr<const std::string>;

struct Shard {
  std::shared_mutex access;
  std::unordered_map<std::uint64_t, Tile> tiles;
  std::uint64_t fills = 0;
};

class TileCache {
public:
  Tile get(std::uint64_t key) {
    Shard &shard = shards_[key % shards_.size()];
    {
      std::shared_lock lookup(shard.access);
      const auto hit = shard.tiles.find(key);
      if (hit != shard.tiles.end())
        return hit->second;
    }
    return fill(shard, key);
  }

  std::uint64_t fills() {
    std::uint64_t sum = 0;
    for (Shard &shard : shards_) {
      std::shared_lock counting(shard.access);
      sum += shard.fills;
    }
    return sum;
  }

private:
  static Tile fill(Shard &target, std::uint64_t key) {
    Tile tile = std::make_shared<const std::string>("tile " + std::to_string(key));
    std::unique_lock update(target.access);
    const auto [place, inserted] = target.tiles.try_emplace(key, std::move(tile));
    if (inserted)
      ++target.fills;
    return place->second;
  }

  std::array<Shard, 8> shards_;
};

} // namespace

int main() {
  TileCache cache;
  std::thread prefetch([&cache] {
    for (std::uint64_t key = 0; key < 100; ++key)
      cache.get(key);
  });
  const Tile home = cache.get(42);
  prefetch.join();
  return *home == "tile 42" && cache.fills() == 100 ? 0 : 1;
}
