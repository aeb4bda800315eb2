// Builds a dependency graph level by level on a shared pool: each level's tasks refer to the level, which waits for all of them.
#include "absl/synchronization/blocking_counter.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class BuildPool {
public:
  explicit BuildPool(int size) {
    for (int n = 0; n < size; ++n)
      threads.emplace_back([this] { work(); });
  }

  ~BuildPool() {
    {
      std::lock_guard lock(mutex);
      finished = true;
    }
    changed.notify_all();
    for (auto &thread : threads)
      thread.join();
  }

  void post(std::function<void()> task) {
    {
      std::lock_guard lock(mutex);
      tasks.push_back(std::move(task));
    }
    changed.notify_one();
  }

private:
  void work() {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [this] { return finished || !tasks.empty(); });
      if (tasks.empty())
        return;
      auto task = std::move(tasks.front());
      tasks.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> tasks;
  std::vector<std::thread> threads;
  bool finished = false;
};

class TaskGroup {
public:
  explicit TaskGroup(BuildPool &pool) : pool(pool) {}
  ~TaskGroup() { wait(); }

  template <class Task>
  void run(Task task) {
    {
      std::lock_guard lock(mutex);
      ++open;
    }
    pool.post([this, task] {
      task();
      std::lock_guard lock(mutex);
      if (--open == 0)
        idle.notify_all();
    });
  }

  void wait() {
    std::unique_lock lock(mutex);
    idle.wait(lock, [this] { return open == 0; });
  }

private:
  BuildPool &pool;
  std::mutex mutex;
  std::condition_variable idle;
  int open = 0;
};

using Level = std::vector<std::string>;

static std::vector<std::string> build(BuildPool &pool, const std::vector<Level> &levels) {
  std::vector<std::string> artefacts;
  for (std::size_t depth = 0; depth < levels.size(); ++depth) {
    Level outputs(levels[depth].size());
    TaskGroup group(pool);
    for (std::size_t k = 0; k < outputs.size(); ++k)
      group.run([&outputs, &levels, &depth, k] {
        outputs[k] = levels[depth][k] + ".o" + std::to_string(depth);
      });
    group.wait();
    artefacts.insert(artefacts.end(), outputs.begin(), outputs.end());
  }
  return artefacts;
}

static std::size_t link(BuildPool &pool, const std::vector<std::string> &artefacts) {
  std::size_t size = 0;
  for (auto artefact : artefacts) {
    std::size_t first = 0;
    std::size_t second = 0;
    absl::BlockingCounter halves(2);
    pool.post([&artefact, &first, &halves] {
      first = artefact.size() / 2;
      halves.DecrementCount();
    });
    pool.post([&] {
      second = artefact.size() - artefact.size() / 2;
      halves.DecrementCount();
    });
    halves.Wait();
    size += first + second;
  }
  return size;
}

int main() {
  BuildPool pool(3);
  const auto artefacts = build(pool, {{"core", "net"}, {"http"}, {"app", "tool", "test"}});
  std::cout << link(pool, artefacts) << " bytes\n";
}
