// Renders tiles on threads that outlive the calls; the locals in use stay until the work is reported as done.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
#include <utility>
#include <vector>

class Crew {
public:
  explicit Crew(unsigned size) {
    threads_.reserve(size);
    for (unsigned i = 0; i < size; ++i)
      threads_.emplace_back([this] { work(); });
  }
  Crew(const Crew &) = delete;
  Crew &operator=(const Crew &) = delete;

  ~Crew() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closing_ = true;
      wakeup_.notify_all();
    }
    for (std::thread &thread : threads_)
      thread.join();
  }

  void post(std::function<void()> task) {
    std::lock_guard<std::mutex> guard(mutex_);
    tasks_.push_back(std::move(task));
    wakeup_.notify_one();
  }

private:
  void work() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wakeup_.wait(lock, [this] { return closing_ || !tasks_.empty(); });
      if (tasks_.empty())
        return;
      const std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wakeup_;
  std::deque<std::function<void()>> tasks_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

static long renderTile(std::size_t x, std::size_t y) noexcept { return static_cast<long>(x * 10 + y); }

// A counter per row, awaited before the next row starts.
long renderRows(Crew &crew, std::size_t rows, std::size_t columns) {
  long total = 0;
  for (std::size_t y = 0; y < rows; ++y) {
    std::vector<long> row(columns);
    std::size_t missing = columns;
    std::mutex mutex;
    std::condition_variable done;
    for (std::size_t x = 0; x < columns; ++x)
      crew.post([&, x, y] {
        row[x] = renderTile(x, y);
        std::lock_guard<std::mutex> guard(mutex);
        --missing;
        done.notify_one();
      });
    std::unique_lock<std::mutex> lock(mutex);
    while (missing != 0)
      done.wait(lock);
    for (const long tile : row)
      total += tile;
  }
  return total;
}

long renderDiagonal(Crew &crew, std::size_t size) {
  std::vector<long> tiles(size);
  std::latch done(static_cast<std::ptrdiff_t>(size));
  for (std::size_t i = 0; i < size; ++i)
    crew.post([&tiles, &done, i] {
      tiles[i] = renderTile(i, i);
      done.count_down();
    });
  done.wait();
  return tiles.back();
}

long renderCorners(std::size_t size) {
  long corners[2] = {0, 0};
  const auto done = std::make_shared<std::counting_semaphore<2>>(0);
  for (std::size_t i = 0; i < 2; ++i)
    std::thread([&corners, done, i, size] {
      corners[i] = renderTile(i * size, size);
      done->release();
    }).detach();
  for (std::size_t i = 0; i < 2; ++i)
    done->acquire();
  return corners[0] + corners[1];
}

long renderOne(Crew &crew, std::size_t x, std::size_t y) {
  const auto task = std::make_shared<std::packaged_task<long()>>([&x, &y] { return renderTile(x, y); });
  std::future<long> tile = task->get_future();
  crew.post([task] { (*task)(); });
  return tile.get();
}

int main() {
  Crew crew(2);
  const bool fine = renderRows(crew, 3, 4) == 192 && renderDiagonal(crew, 5) == 44;
  return fine && renderCorners(3) == 36 && renderOne(crew, 4, 2) == 42 ? 0 : 1;
}
