// Lends buffers: whoever finds none waits for one to come back, and giving back wakes those who wait for the pool to be full again.
#include <leash/cond.h>
#include <leash/defer.h>
#include <leash/go.h>
#include <leash/mutex.h>
#include <leash/wait_group.h>

#include <cstdio>
#include <memory>
#include <vector>

using Buffer = std::vector<char>;

class BufferPool {
public:
  explicit BufferPool(std::size_t count) : count_(count) {
    for (std::size_t n = 0; n < count; ++n)
      idle_.push_back(std::make_unique<Buffer>(4096));
  }

  std::unique_ptr<Buffer> lend() {
    leash::guard hold(mutex_);
    returned_.wait(hold, [this] { return !idle_.empty(); }); // finding: 'returned_'
    std::unique_ptr<Buffer> buffer = std::move(idle_.back());
    idle_.pop_back();
    return buffer;
  }

  void giveBack(std::unique_ptr<Buffer> buffer) {
    leash::guard hold(mutex_);
    idle_.push_back(std::move(buffer));
    complete_.notify_all();
  }

  void waitUntilComplete() {
    leash::guard hold(mutex_);
    while (idle_.size() < count_)
      complete_.wait(hold);
  }

private:
  leash::mutex mutex_;
  leash::cond returned_, complete_;
  std::vector<std::unique_ptr<Buffer>> idle_;
  std::size_t count_;
};

int main() {
  BufferPool pool(2);
  leash::wait_group reading;
  for (int reader = 0; reader < 8; ++reader)
    reading.go([&pool, reader] {
      std::unique_ptr<Buffer> buffer = pool.lend();
      LEASH_DEFER { pool.giveBack(std::move(buffer)); };
      (*buffer)[0] = static_cast<char>('a' + reader);
    });
  reading.wait();
  pool.waitUntilComplete();
}
