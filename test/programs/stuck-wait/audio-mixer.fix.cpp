// Mixes a buffer of sound whenever the sources have moved on a generation; main() says that playing is over, and the mixer's wait ends for that too.
#include <array>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>

struct Studio {
  std::mutex mutex;
  std::condition_variable moved;
  unsigned long generation = 0;
  bool playing = true;
  std::array<std::array<float, 256>, 3> sources{};
};

static void feed(Studio &studio, float level) {
  std::lock_guard<std::mutex> guard(studio.mutex);
  for (std::size_t s = 0; s < studio.sources.size(); ++s)
    studio.sources[s].fill(level / static_cast<float>(s + 1));
  ++studio.generation;
  studio.moved.notify_one();
}

static float mixUntilSilence(Studio &studio) {
  unsigned long seen = 0;
  float peak = 0;
  std::unique_lock<std::mutex> lock(studio.mutex);
  while (studio.playing) {
    studio.moved.wait(lock, [&] { return studio.generation != seen || !studio.playing; });
    seen = studio.generation;
    for (std::size_t i = 0; i < 256; ++i) {
      float sum = 0;
      for (const auto &source : studio.sources)
        sum += source[i];
      if (sum > peak)
        peak = sum;
    }
  }
  return peak;
}

int main() {
  Studio studio;
  float peak = 0;
  std::thread mixer([&studio, &peak] { peak = mixUntilSilence(studio); });
  for (int i = 1; i <= 10; ++i)
    feed(studio, 0.05f * static_cast<float>(i));
  {
    std::lock_guard<std::mutex> guard(studio.mutex);
    studio.playing = false;
    studio.moved.notify_one();
  }
  mixer.join();
  return peak > 10 ? 1 : 0;
}
