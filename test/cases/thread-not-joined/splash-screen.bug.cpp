// Shows a splash screen until the assets are loaded; the loader reports that it is done, but nobody joins it.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Assets {
public:
  explicit Assets(std::vector<std::string> names) : names_(std::move(names)) {}

  void load() {
    for (const std::string &name : names_) {
      {
        std::lock_guard<std::mutex> guard(mutex_);
        loaded_.push_back(name + ".tex");
      }
      ++done_;
    }
  }

  unsigned percent() const { return names_.empty() ? 100 : static_cast<unsigned>(100 * done_ / names_.size()); }

  bool has(const std::string &file) const {
    std::lock_guard<std::mutex> guard(mutex_);
    for (const std::string &loaded : loaded_)
      if (loaded == file)
        return true;
    return false;
  }

private:
  const std::vector<std::string> names_;
  mutable std::mutex mutex_;
  std::vector<std::string> loaded_;
  std::atomic<std::size_t> done_{0};
};

class SplashScreen {
public:
  void draw(unsigned percent) {
    if (percent != last_)
      std::printf("loading: %u%%\n", percent);
    last_ = percent;
  }

private:
  unsigned last_ = 101;
};

void loadWithSplash(Assets &assets) {
  SplashScreen splash;
  std::thread loader(&Assets::load, &assets); // finding: 'loader'
  while (assets.percent() < 100) {
    splash.draw(assets.percent());
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  splash.draw(100);
}

int main() {
  Assets assets({"grass", "stone", "water"});
  loadWithSplash(assets);
  return assets.has("stone.tex") ? 0 : 1;
}
