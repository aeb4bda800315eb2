// A pool of I/O buffers: acquire() hands one out or makes a new one, release() keeps it for the next caller.
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Buffer {
  std::vector<unsigned char> bytes;
  std::size_t used = 0;
};

class BufferPool {
public:
  BufferPool(std::size_t bufferSize, std::size_t keep) : bufferSize_(bufferSize), keep_(keep) {}

  std::unique_ptr<Buffer> acquire() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      ++handedOut_;
      if (!idle_.empty()) {
        std::unique_ptr<Buffer> buffer = std::move(idle_.back());
        idle_.pop_back();
        return buffer;
      }
    }
    auto buffer = std::make_unique<Buffer>();
    buffer->bytes.resize(bufferSize_);
    return buffer;
  }

  void release(std::unique_ptr<Buffer> buffer) {
    buffer->used = 0;
    std::unique_lock<std::mutex> lock(mutex_);
    --handedOut_;
    if (idle_.size() < keep_)
      idle_.push_back(std::move(buffer));
  }

  std::size_t handedOut() {
    std::unique_lock<std::mutex> lock(mutex_);
    return handedOut_;
  }

private:
  const std::size_t bufferSize_;
  const std::size_t keep_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Buffer>> idle_;
  std::size_t handedOut_ = 0;
};

static void copyBlocks(BufferPool &pool, unsigned blocks) {
  for (unsigned block = 0; block < blocks; ++block) {
    std::unique_ptr<Buffer> in = pool.acquire();
    std::unique_ptr<Buffer> out = pool.acquire();
    in->bytes[block % in->bytes.size()] = static_cast<unsigned char>(block);
    in->used = in->bytes.size();
    out->bytes = in->bytes;
    pool.release(std::move(in));
    pool.release(std::move(out));
  }
}

int main() {
  BufferPool pool(512, 8);
  {
    std::jthread upload(copyBlocks, std::ref(pool), 400);
    std::jthread download(copyBlocks, std::ref(pool), 300);
  }
  return pool.handedOut() == 0 ? 0 : 1;
}
