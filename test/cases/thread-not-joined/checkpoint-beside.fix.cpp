// Runs a task on a thread beside another one in the caller; if the caller's task throws, the thread is joined first.
#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

template <typename Side, typename Main> void runBeside(Side side, Main here) {
  std::thread helper(std::move(side));
  try {
    here();
  } catch (...) {
    helper.join();
    throw;
  }
  helper.join();
}

struct Page {
  unsigned number;
  bool dirty;
  bool torn;
};

class BufferPool {
public:
  explicit BufferPool(std::vector<Page> pages) : pages_(std::move(pages)) {}

  void checkpoint() {
    runBeside([this] { syncLog(); }, [this] { writeDirty(); });
  }

  unsigned written() const { return written_; }
  unsigned syncs() const { return syncs_; }

private:
  void syncLog() { ++syncs_; }

  void writeDirty() {
    for (Page &page : pages_)
      if (page.dirty) {
        write(page);
        page.dirty = false;
      }
  }

  void write(const Page &page) {
    if (page.torn)
      throw std::runtime_error("page " + std::to_string(page.number) + " is torn");
    ++written_;
  }

  std::vector<Page> pages_;
  unsigned written_ = 0;
  std::atomic<unsigned> syncs_{0};
};

int main() {
  BufferPool good({{1, true, false}, {2, false, false}, {3, true, false}});
  good.checkpoint();
  BufferPool bad({{1, true, false}, {2, true, true}});
  try {
    bad.checkpoint();
  } catch (const std::runtime_error &) {
    return good.written() == 2 && bad.written() == 1 && bad.syncs() == 1 ? 0 : 1;
  }
  return 1;
}
