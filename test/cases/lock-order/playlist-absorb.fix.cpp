// Playlists that absorb each other; a member function locks its own mutex and the other's together, whichever playlist it is.
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Playlist {
public:
  void append(std::string track) {
    std::unique_lock lock(mutex_);
    tracks_.push_back(std::move(track));
  }

  void absorb(Playlist &other) {
    if (this == &other)
      return;
    std::unique_lock own(mutex_, std::defer_lock);
    std::unique_lock theirs(other.mutex_, std::defer_lock);
    std::lock(own, theirs);
    for (std::string &track : other.tracks_)
      tracks_.push_back(std::move(track));
    other.tracks_.clear();
  }

  std::size_t size() const {
    std::unique_lock lock(mutex_);
    return tracks_.size();
  }

private:
  mutable std::mutex mutex_;
  std::vector<std::string> tracks_;
};

static void shuffleBetween(const std::shared_ptr<Playlist> &into, const std::shared_ptr<Playlist> &from) {
  for (int round = 0; round < 20; ++round) {
    into->absorb(*from);
    into->append("jingle");
  }
}

int main() {
  const auto morning = std::make_shared<Playlist>();
  const auto evening = std::make_shared<Playlist>();
  morning->append("sunrise");
  evening->append("nightfall");

  std::thread early([=] { shuffleBetween(morning, evening); });
  std::thread late([=] { shuffleBetween(evening, morning); });
  early.join();
  late.join();
  return morning->size() + evening->size() == 42 ? 0 : 1;
}
