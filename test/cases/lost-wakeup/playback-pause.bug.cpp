// A player whose decoder waits while it is paused; the flag is written under the mutex of the controls, and the decoder waits with the one of the buffer.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Player {
public:
  Player() : decoder_(&Player::decode, this) {}
  Player(const Player &) = delete;
  Player &operator=(const Player &) = delete;
  ~Player() {
    {
      std::lock_guard<std::mutex> guard(bufferMutex_);
      closed_ = true;
    }
    resumed_.notify_all();
    decoder_.join();
  }

  void press(const std::string &button) {
    std::lock_guard<std::mutex> guard(controlMutex_);
    history_.push_back(button);
    if (button == "play") {
      paused_ = false; // finding: 'paused_'
      resumed_.notify_all();
    } else if (button == "pause") {
      paused_ = true;
    }
  }

  void awaitFrames(unsigned count) {
    std::unique_lock<std::mutex> lock(bufferMutex_);
    decoded_.wait(lock, [this, count] { return buffer_.size() >= count; });
  }

  std::size_t presses() const {
    std::lock_guard<std::mutex> guard(controlMutex_);
    return history_.size();
  }

private:
  void decode() {
    std::unique_lock<std::mutex> lock(bufferMutex_);
    for (unsigned frame = 0;; ++frame) {
      resumed_.wait(lock, [this] { return closed_ || (!paused_ && buffer_.size() < 8); });
      if (closed_)
        return;
      buffer_.push_back(frame);
      decoded_.notify_all();
    }
  }

  mutable std::mutex controlMutex_;
  std::vector<std::string> history_;
  std::mutex bufferMutex_;
  std::condition_variable resumed_;
  std::condition_variable decoded_;
  std::vector<unsigned> buffer_;
  bool closed_ = false;
  std::atomic<bool> paused_{true};
  std::thread decoder_;
};

int main() {
  Player player;
  player.press("play");
  player.awaitFrames(5);
  player.press("pause");
  return player.presses() == 2 ? 0 : 1;
}
