// Loads the tiles of a map, a thread for each; a tile that scrolls out of sight has its loader joined and erased.
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

using TileId = std::pair<int, int>;

class TileStore {
public:
  void put(TileId id, unsigned colour) {
    std::lock_guard<std::mutex> guard(mutex_);
    tiles_[id] = colour;
  }

  std::size_t size() {
    std::lock_guard<std::mutex> guard(mutex_);
    return tiles_.size();
  }

private:
  std::mutex mutex_;
  std::map<TileId, unsigned> tiles_;
};

// Used by the thread of the map view only.
class TileLoaders {
public:
  explicit TileLoaders(std::shared_ptr<TileStore> store) : store_(std::move(store)) {}
  TileLoaders(const TileLoaders &) = delete;
  TileLoaders &operator=(const TileLoaders &) = delete;
  ~TileLoaders() {
    for (auto &[id, loader] : loaders_)
      loader.join();
  }

  void show(TileId id) {
    if (loaders_.count(id) != 0)
      return;
    loaders_[id] = std::thread([store = store_, id] {
      store->put(id, static_cast<unsigned>(id.first * 16 + id.second));
    });
  }

  void hide(TileId id) {
    const auto found = loaders_.find(id);
    if (found == loaders_.end())
      return;
    found->second.join();
    loaders_.erase(found);
  }

  std::size_t shown() const { return loaders_.size(); }

private:
  const std::shared_ptr<TileStore> store_;
  std::map<TileId, std::thread> loaders_;
};

int main() {
  const auto store = std::make_shared<TileStore>();
  TileLoaders loaders(store);
  loaders.show({1, 1});
  loaders.show({1, 2});
  loaders.show({1, 1});
  while (store->size() < 2)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  loaders.hide({1, 2});
  loaders.hide({7, 7});
  return loaders.shown() == 1 ? 0 : 1;
}
