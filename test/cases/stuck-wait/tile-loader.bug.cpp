// Loads map tiles that a view asks for; leave() tells the loader that the view has gone, but the named predicate of its wait knows of requested tiles alone.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <thread>
#include <tuple>

struct Tile {
  int zoom, x, y;
  bool operator<(const Tile &other) const {
    return std::tie(zoom, x, y) < std::tie(other.zoom, other.x, other.y);
  }
};

class TileLoader {
public:
  void enter() {
    viewGone_ = false;
    loader_ = std::thread([this] { load(); });
  }

  void request(Tile tile) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (loaded_.count(tile) == 0 && wanted_.insert(tile).second)
      asked_.notify_one();
  }

  void leave() {
    std::unique_lock<std::mutex> lock(mutex_);
    viewGone_ = true;
    lock.unlock();
    asked_.notify_one();
    loader_.join();
  }

private:
  bool tileWanted() const { return !wanted_.empty(); }

  void load() {
    while (true) {
      std::unique_lock<std::mutex> lock(mutex_);
      asked_.wait(lock, std::bind(&TileLoader::tileWanted, this)); // finding: viewGone_
      if (viewGone_)
        break;
      const Tile tile = *wanted_.begin();
      wanted_.erase(wanted_.begin());
      loaded_.insert(tile);
    }
  }

  std::mutex mutex_;
  std::condition_variable asked_;
  std::set<Tile> wanted_;
  std::set<Tile> loaded_;
  bool viewGone_ = false;
  std::thread loader_;
};

int main() {
  TileLoader tiles;
  tiles.enter();
  for (int x = 0; x < 4; ++x)
    for (int y = 0; y < 4; ++y)
      tiles.request({2, x, y});
  tiles.leave();
  return 0;
}
