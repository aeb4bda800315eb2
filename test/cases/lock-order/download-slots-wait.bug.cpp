// Downloads wait for a slot; the wait gives the slots' mutex back and takes it again while the list, which is always
// locked after it, is held.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Downloads {
public:
  explicit Downloads(unsigned slots) : free_(slots) {}

  std::size_t finishAll() {
    std::lock_guard<std::mutex> slots(slotsMutex_);
    std::lock_guard<std::mutex> list(listMutex_);
    const std::size_t finished = running_.size();
    free_ += static_cast<unsigned>(finished);
    running_.clear();
    freed_.notify_all();
    return finished;
  }

  bool start(const std::string &url) {
    std::unique_lock<std::mutex> slots(slotsMutex_);
    std::lock_guard<std::mutex> list(listMutex_);
    if (!freed_.wait_for(slots, std::chrono::seconds(5), [this] { return free_ > 0; })) // finding: 'slotsMutex_'
      return false;
    --free_;
    running_.push_back(url);
    ++started_;
    return true;
  }

  unsigned started() {
    std::lock_guard<std::mutex> list(listMutex_);
    return started_;
  }

private:
  std::mutex slotsMutex_;
  std::condition_variable freed_;
  unsigned free_;
  std::mutex listMutex_;
  std::vector<std::string> running_;
  unsigned started_ = 0;
};

int main() {
  Downloads downloads(2);
  std::thread user([&downloads] {
    for (int page = 0; page < 6; ++page)
      downloads.start("https://example.org/" + std::to_string(page));
  });
  std::size_t finished = 0;
  while (finished < 6) {
    finished += downloads.finishAll();
    std::this_thread::yield();
  }
  user.join();
  return downloads.started() == 6 ? 0 : 1;
}
