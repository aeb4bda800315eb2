// The deck of a music player: a remote control and the decoder change what is playing, a display asks for it.
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class PlaybackDeck {
public:
  enum class State { Stopped, Playing, Paused };

  explicit PlaybackDeck(std::vector<std::string> tracks) : tracks_(std::move(tracks)) {}

  void play() {
    const auto held = lockState();
    if (!tracks_.empty())
      state_ = State::Playing;
  }

  void skip() {
    lockState(); // finding: 'stateMutex_'
    if (current_ + 1 < tracks_.size()) {
      ++current_;
      position_ = 0;
    } else {
      state_ = State::Stopped;
    }
  }

  void decoded(unsigned samples) {
    const auto held = lockState();
    if (state_ == State::Playing)
      position_ += samples;
  }

  std::string display() const {
    const auto held = lockState();
    if (state_ == State::Stopped)
      return "-";
    return tracks_[current_] + " @" + std::to_string(position_);
  }

private:
  std::unique_lock<std::mutex> lockState() const { return std::unique_lock<std::mutex>(stateMutex_); }

  mutable std::mutex stateMutex_;
  State state_ = State::Stopped;
  const std::vector<std::string> tracks_;
  std::size_t current_ = 0;
  unsigned long position_ = 0;
};

int main() {
  PlaybackDeck deck({"prelude", "fugue", "toccata"});
  deck.play();
  {
    std::jthread decoder([&deck] {
      for (int block = 0; block < 100; ++block)
        deck.decoded(256);
    });
    std::jthread remote([&deck] {
      for (int press = 0; press < 3; ++press)
        deck.skip();
    });
  }
  return deck.display() == "-" ? 0 : 1;
}
