// A synthesizer that loads the samples of its patches in the background; each thread has its own copy of the voice.
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Voice {
  int program = 0;
  std::string bank;
  unsigned channels = 2;
};

class SampleCache {
public:
  void load(const Voice &voice) {
    const std::string key = voice.bank + '/' + std::to_string(voice.program);
    std::lock_guard<std::mutex> guard(mutex_);
    samples_[key] = voice.channels * 4096;
  }

  std::size_t size() {
    std::lock_guard<std::mutex> guard(mutex_);
    return samples_.size();
  }

private:
  std::mutex mutex_;
  std::map<std::string, std::size_t> samples_;
};

class Synthesizer {
public:
  explicit Synthesizer(SampleCache &cache) : cache_(cache) {}
  Synthesizer(const Synthesizer &) = delete;
  Synthesizer &operator=(const Synthesizer &) = delete;
  ~Synthesizer() {
    for (std::thread &loader : loaders_)
      loader.join();
  }

  void programChange(int channel, int program) {
    Voice voice;
    voice.program = program;
    voice.bank = channel == 9 ? "drums" : "melodic";
    if (channel == 9)
      voice.channels = 1;
    prepare(voice);
  }

private:
  void prepare(const Voice &voice) {
    if (voice.program < 0 || voice.program > 127)
      return;
    startLoading(voice);
  }

  void startLoading(const Voice &voice) {
    loaders_.emplace_back([this, voice] { cache_.load(voice); });
  }

  SampleCache &cache_;
  std::vector<std::thread> loaders_;
};

int main() {
  SampleCache cache;
  {
    Synthesizer synthesizer(cache);
    synthesizer.programChange(0, 12);
    synthesizer.programChange(9, 12);
    synthesizer.programChange(1, 200);
  }
  return cache.size() == 2 ? 0 : 1;
}
