// Two threads count words and letters of texts with two local mutexes, which their lambdas lock in opposite orders.
#include <cctype>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>

static std::map<std::string, unsigned> split(const std::string &text) {
  std::map<std::string, unsigned> words;
  std::string word;
  for (const char letter : text + ' ') {
    if (std::isalpha(static_cast<unsigned char>(letter))) {
      word += letter;
    } else if (!word.empty()) {
      ++words[word];
      word.clear();
    }
  }
  return words;
}

int main() {
  std::mutex textsLock;
  std::deque<std::string> texts{"to be or not to be", "", "that is the question"};
  std::mutex countsLock;
  std::map<std::string, unsigned> counts;
  std::size_t skipped = 0;

  std::thread counter([&] {
    for (;;) {
      const std::lock_guard<std::mutex> holdTexts(textsLock);
      if (texts.empty())
        return;
      const auto words = split(texts.front());
      texts.pop_front();
      const std::lock_guard<std::mutex> holdCounts(countsLock);
      for (const auto &[word, count] : words)
        counts[word] += count;
    }
  });

  std::thread cleaner([&] {
    const std::lock_guard<std::mutex> holdCounts(countsLock);
    counts.erase("");
    const std::lock_guard<std::mutex> holdTexts(textsLock); // finding: 'textsLock'
    for (auto text = texts.begin(); text != texts.end();) {
      if (text->empty()) {
        text = texts.erase(text);
        ++skipped;
      } else {
        ++text;
      }
    }
  });

  counter.join();
  cleaner.join();
  std::printf("%zu words, %zu texts skipped\n", counts.size(), skipped);
  return counts["be"] == 2 && counts.size() == 8 && skipped <= 1 ? 0 : 1;
}
