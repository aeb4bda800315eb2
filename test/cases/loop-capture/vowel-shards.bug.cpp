// Counts vowels of a text in parallel shards; each thread captures the loop's shard number by reference.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

static bool isVowel(char c) {
  return std::string_view("aeiou").find(c) != std::string_view::npos;
}

static std::string makeText(std::size_t words) {
  static const char *const sample[] = {"leash ", "mutex ", "thread ", "queue ", "signal "};
  std::string text;
  for (std::size_t word = 0; word < words; ++word)
    text += sample[word % 5];
  return text;
}

static std::size_t countVowels(std::string_view part) {
  return static_cast<std::size_t>(std::count_if(part.begin(), part.end(), isVowel));
}

class ShardedCounter {
public:
  ShardedCounter(std::string_view text, std::size_t shards) : text_(text), counts_(shards, 0) {}

  std::size_t run() {
    std::vector<std::thread> workers;
    workers.reserve(counts_.size());
    for (std::size_t shard = 0; shard < counts_.size(); ++shard) {
      workers.emplace_back([this, &shard] { // finding: 'shard'
        counts_[shard] = countVowels(slice(shard));
      });
    }
    for (std::thread &worker : workers)
      worker.join();

    std::size_t total = 0;
    for (std::size_t count : counts_)
      total += count;
    return total;
  }

private:
  std::string_view slice(std::size_t shard) const {
    const std::size_t length = text_.size() / counts_.size();
    const std::size_t begin = shard * length;
    const bool last = shard + 1 == counts_.size();
    return text_.substr(begin, last ? std::string_view::npos : length);
  }

  std::string_view text_;
  std::vector<std::size_t> counts_;
};

int main() {
  const std::string text = makeText(2000);
  ShardedCounter counter(text, 4);
  const std::size_t parallel = counter.run();
  const std::size_t serial = countVowels(text);
  std::printf("parallel %zu, serial %zu\n", parallel, serial);
  return parallel == serial ? 0 : 1;
}
