// Asks a checker's thread for a verdict on a word.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>

class SpellChecker {
public:
  explicit SpellChecker(std::set<std::string> words) : words_(std::move(words)), thread_([this] { run(); }) {}
  ~SpellChecker() {
    {
      std::lock_guard lock(mutex_);
      ends_ = true;
    }
    asked_.notify_one();
    thread_.join();
  }

  bool check(std::string word) {
    {
      std::lock_guard lock(mutex_);
      word_ = std::move(word);
      isAsked_ = true;
    }
    asked_.notify_one();
    std::this_thread::sleep_for(std::chrono::milliseconds(20)); // finding: 'verdict_'
    std::lock_guard lock(mutex_);
    return verdict_;
  }

private:
  void run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      asked_.wait(lock, [this] { return ends_ || isAsked_; });
      if (ends_)
        return;
      isAsked_ = false;
      const std::string word = word_;
      lock.unlock();
      const bool isKnown = words_.count(word) != 0;
      lock.lock();
      verdict_ = isKnown;
    }
  }

  const std::set<std::string> words_;
  std::mutex mutex_;
  std::condition_variable asked_;
  std::string word_;
  bool isAsked_ = false;
  bool verdict_ = false;
  bool ends_ = false;
  std::thread thread_;
};
