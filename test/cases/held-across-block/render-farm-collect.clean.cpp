// A render farm that collects the frames that are ready, without waiting, and waits for the rest at the end.
#include <chrono>
#include <cstddef>
#include <future>
#include <list>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

class RenderFarm {
public:
  void submit(int number) {
    std::list<Frame> fresh;
    fresh.push_back(Frame{number, std::async(std::launch::async, render, number)});
    std::lock_guard<std::mutex> lock(framesMutex_);
    rendering_.splice(rendering_.end(), fresh);
  }

  // Takes over the frames that are ready at this moment.
  std::size_t collect() {
    std::lock_guard<std::mutex> lock(framesMutex_);
    std::size_t collected = 0;
    for (auto frame = rendering_.begin(); frame != rendering_.end();) {
      if (frame->brightness.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        ++frame;
        continue;
      }
      done_[frame->number] = frame->brightness.get();
      frame = rendering_.erase(frame);
      ++collected;
    }
    return collected;
  }

  bool oldestReady() const {
    std::lock_guard<std::mutex> lock(framesMutex_);
    if (rendering_.empty())
      return false;
    return rendering_.front().brightness.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  }

  void finish() {
    std::list<Frame> rest;
    {
      std::lock_guard<std::mutex> lock(framesMutex_);
      rest.swap(rendering_);
    }
    std::map<int, unsigned> brightness;
    for (Frame &frame : rest)
      brightness[frame.number] = frame.brightness.get();
    std::lock_guard<std::mutex> lock(framesMutex_);
    done_.merge(brightness);
  }

  std::size_t finished() const {
    std::lock_guard<std::mutex> lock(framesMutex_);
    return done_.size();
  }

private:
  struct Frame {
    int number;
    std::future<unsigned> brightness;
  };

  static unsigned render(int number) {
    unsigned brightness = 0;
    for (int ray = 0; ray < 16; ++ray) {
      std::this_thread::sleep_for(std::chrono::microseconds(50));
      brightness += static_cast<unsigned>((number * 7 + ray) % 256);
    }
    return brightness;
  }

  mutable std::mutex framesMutex_;
  std::list<Frame> rendering_;
  std::map<int, unsigned> done_;
};

int main() {
  RenderFarm farm;
  {
    std::jthread director([&farm] {
      for (int number = 0; number < 6; ++number)
        farm.submit(number);
    });
    for (int look = 0; look < 20; ++look)
      if (farm.oldestReady())
        farm.collect();
  }
  farm.finish();
  return farm.finished() == 6 ? 0 : 1;
}
