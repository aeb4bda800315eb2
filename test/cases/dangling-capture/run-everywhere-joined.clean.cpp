// Runs a function on several threads at once and returns when all have ended: what it is given may refer to locals.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Keeps what is to be run while its threads run it, and no longer.
class Crew {
public:
  template <typename Function> void runEverywhere(std::size_t size, Function function) {
    std::vector<std::thread> threads;
    for (std::size_t number = 0; number < size; ++number)
      threads.emplace_back([function, number] { function(number); });
    for (std::thread &thread : threads)
      thread.join();
  }

  void runOnOther(std::function<void()> task) {
    std::unique_lock<std::mutex> lock(mutex_);
    task_ = std::move(task);
    changed_.notify_all();
    changed_.wait(lock, [this] { return task_ == nullptr; });
  }

  void serve(int tasks) {
    for (; tasks > 0; --tasks) {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return task_ != nullptr; });
      const std::function<void()> task = task_;
      lock.unlock();
      task();
      lock.lock();
      task_ = nullptr;
      changed_.notify_all();
    }
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void()> task_;
};

static std::size_t sumEverywhere(Crew &crew, std::size_t size) {
  std::atomic<std::size_t> sum{0};
  const std::size_t offset = size * 10;
  auto add = [&sum, &offset](std::size_t number) { sum += offset + number; };
  crew.runEverywhere(size, add);
  return sum;
}

static int doubledElsewhere(Crew &crew, int value) {
  int doubled = 0;
  crew.runOnOther([&doubled, &value] { doubled = 2 * value; });
  return doubled;
}

int main() {
  Crew crew;
  std::thread server([&crew] { crew.serve(2); });
  const int first = doubledElsewhere(crew, 4);
  const int second = doubledElsewhere(crew, 5);
  server.join();
  return first == 8 && second == 10 && sumEverywhere(crew, 4) == 166 ? 0 : 1;
}
