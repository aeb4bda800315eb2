// A metronome that keeps its thread in an optional; a change of tempo emplaces another thread over the one that is running.
#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

class Metronome {
public:
  explicit Metronome(std::function<void()> click) : click_(std::move(click)) {}
  Metronome(const Metronome &) = delete;
  Metronome &operator=(const Metronome &) = delete;
  ~Metronome() { silence(); }

  void setTempo(std::chrono::milliseconds beat) {
    if (beat <= 0ms) {
      silence();
      return;
    }
    beat_ = beat.count();
    silent_ = false;
    ticker_.emplace([this] { tick(); }); // finding: 'ticker_'
  }

  void silence() {
    silent_ = true;
    if (ticker_) {
      ticker_->join();
      ticker_.reset();
    }
  }

private:
  void tick() {
    while (!silent_) {
      click_();
      std::this_thread::sleep_for(std::chrono::milliseconds(beat_));
    }
  }

  const std::function<void()> click_;
  std::atomic<long> beat_{0};
  std::atomic<bool> silent_{false};
  std::optional<std::thread> ticker_;
};

int main() {
  std::atomic<unsigned> clicks{0};
  {
    Metronome metronome([&clicks] { ++clicks; });
    metronome.setTempo(2ms);
    while (clicks < 3)
      std::this_thread::sleep_for(1ms);
    metronome.setTempo(1ms);
    while (clicks < 6)
      std::this_thread::sleep_for(1ms);
    metronome.setTempo(0ms);
    metronome.setTempo(3ms);
  }
  return clicks >= 6 ? 0 : 1;
}
