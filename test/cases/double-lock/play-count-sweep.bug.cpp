// A music library resets its play counts with std::for_each; the lambda goes through the public setter, which locks the library again.
#include <algorithm>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Track {
  std::string title;
  unsigned plays = 0;
  bool favourite = false;
};

class Library {
public:
  void add(const std::string &title, bool favourite) {
    std::lock_guard<std::mutex> lock(tracksMutex_);
    tracks_.push_back(Track{title, 0, favourite});
  }

  void setPlays(std::size_t index, unsigned plays) {
    std::lock_guard<std::mutex> lock(tracksMutex_);
    if (index < tracks_.size())
      tracks_[index].plays = plays;
  }

  unsigned sweeps() const {
    std::lock_guard<std::mutex> lock(tracksMutex_);
    return sweeps_;
  }

  unsigned totalPlays() const {
    std::lock_guard<std::mutex> lock(tracksMutex_);
    unsigned total = 0;
    for (const Track &track : tracks_)
      total += track.plays;
    return total;
  }

  void resetPlays(const std::vector<std::size_t> &indices) {
    const std::unique_lock<std::mutex> sweep(tracksMutex_);
    std::for_each(indices.begin(), indices.end(), [this](std::size_t index) { setPlays(index, 0); }); // finding: 'tracksMutex_'
    ++sweeps_;
  }

private:
  mutable std::mutex tracksMutex_;
  std::vector<Track> tracks_;
  unsigned sweeps_ = 0;
};

int main() {
  Library library;
  library.add("Prelude", false);
  library.add("Fugue", true);
  std::thread player([&] {
    library.setPlays(0, 3);
    library.setPlays(1, 4);
  });
  player.join();
  library.resetPlays({0});
  return library.totalPlays() == 4 && library.sweeps() == 1 ? 0 : 1;
}
