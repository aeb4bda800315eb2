// A parallel word count whose threads share state declared before the loop and are joined after it.
#include <atomic>
#include <cctype>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using Counts = std::map<std::string, int>;

static Counts countWords(std::string_view text) {
  Counts counts;
  std::string word;
  for (char c : text) {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
      word += c;
    } else if (!word.empty()) {
      ++counts[word];
      word.clear();
    }
  }
  if (!word.empty())
    ++counts[word];
  return counts;
}

static Counts countAll(const std::vector<std::string> &documents, unsigned threadCount) {
  Counts merged;
  std::mutex mergedMutex;
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> threads;

  for (unsigned n = 0; n < threadCount; ++n) {
    threads.emplace_back([&] {
      for (std::size_t mine = next++; mine < documents.size(); mine = next++) {
        const Counts counts = countWords(documents[mine]);
        std::lock_guard lock(mergedMutex);
        for (const auto &[word, count] : counts)
          merged[word] += count;
      }
    });
  }

  std::size_t lastSeen = 0;
  std::jthread progress([&next, &lastSeen](std::stop_token stop) {
    while (!stop.stop_requested()) {
      const std::size_t seen = next;
      if (seen != lastSeen)
        lastSeen = seen;
      std::this_thread::yield();
    }
  });

  for (auto &thread : threads)
    thread.join();
  progress.request_stop();
  progress.join();
  return merged;
}

int main() {
  const Counts counts = countAll({"a rose is a rose", "is a rose", "", "a"}, 3);
  for (const auto &[word, count] : counts)
    std::cout << word << ' ' << count << '\n';
}
