// A write-back queue of pages; drain() waits until it is empty, and is woken by written and by dropped pages.
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

struct Page {
  int file = 0;
  unsigned number = 0;
};

class WriteBack {
public:
  WriteBack() = default;
  virtual ~WriteBack() = default;

  void add(Page page) {
    std::lock_guard<std::mutex> guard(mutex_);
    dirty_.push_back(page);
  }

  // Writes one page, if there is any.
  bool step() {
    std::unique_lock<std::mutex> lock(mutex_);
    if (dirty_.empty())
      return false;
    write(dirty_.front());
    dirty_.pop_front();
    const bool last = dirty_.empty();
    lock.unlock();
    if (last)
      drained_.notify_all();
    return true;
  }

  void fileDeleted(int file) {
    std::lock_guard<std::mutex> guard(mutex_);
    forget([file](const Page &page) { return page.file == file; });
  }

  void drain() {
    std::unique_lock<std::mutex> lock(mutex_);
    drained_.wait(lock, [this] { return dirty_.empty(); });
  }

protected:
  virtual void write(const Page &page) = 0;

private:
  template <typename Condition> void forget(Condition condition) {
    dirty_.erase(std::remove_if(dirty_.begin(), dirty_.end(), condition), dirty_.end());
    if (dirty_.empty())
      drained_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable drained_;
  std::deque<Page> dirty_;
};

class Disk final : public WriteBack {
public:
  std::size_t pages() const { return written_.size(); }

private:
  void write(const Page &page) override { written_.push_back(page.number); }

  std::vector<unsigned> written_;
};

int main() {
  Disk disk;
  for (unsigned number = 0; number < 4; ++number)
    disk.add({static_cast<int>(number % 2), number});
  std::thread closer([&disk] { disk.drain(); });
  const bool stepped = disk.step() && disk.step();
  disk.fileDeleted(0);
  disk.fileDeleted(1);
  closer.join();
  return stepped && !disk.step() && disk.pages() == 2 ? 0 : 1;
}
