// Loads a game level: textures on a thread of their own, while the header's numbers are read here; a header that is no number throws past the join.
#include <cstdio>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Level {
  int width = 0;
  int height = 0;
  std::vector<std::string> textures;
};

class TextureStore {
public:
  void load(const std::vector<std::string> &names) {
    for (const std::string &name : names) {
      const std::lock_guard<std::mutex> guard(mutex_);
      sizes_[name] = name.size();
    }
  }
  std::size_t count() const {
    const std::lock_guard<std::mutex> guard(mutex_);
    return sizes_.size();
  }

private:
  mutable std::mutex mutex_;
  std::map<std::string, std::size_t> sizes_;
};

static Level loadLevel(const std::map<std::string, std::string> &header, std::vector<std::string> textures,
                       TextureStore &store) {
  Level level;
  level.textures = std::move(textures);
  std::thread loading([&] { store.load(level.textures); }); // finding: 'loading'
  level.width = std::stoi(header.at("width"));
  level.height = std::stoi(header.at("height"));
  loading.join();
  return level;
}

int main() {
  TextureStore store;
  const Level level = loadLevel({{"width", "64"}, {"height", "32"}}, {"grass", "stone"}, store);
  std::printf("%d x %d\n", level.width, level.height);
  return store.count() == 2 ? 0 : 1;
}
