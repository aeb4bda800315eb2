// A trace is replayed on a pool of another library: each entry is a task object with callbacks into the replay's frame,
// and the pool, which can't be seen into, is waited for before the frame ends.
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

class JobPool {
public:
  explicit JobPool(int threads);
  ~JobPool();
  void schedule(void (*run)(void *), void *argument, void (*cancel)(void *));
  void submit(const struct Probe &probe);
  void waitForJobsAndJoinAllThreads();

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct Probe {
  std::string name;
  std::function<void(int)> report;
};

struct Status {
  int code = 0;
  bool ok() const { return code == 0; }
};

struct Entry {
  std::uint64_t timestamp = 0;
  std::string statement;
};

struct ReplayTask {
  Entry entry;
  std::function<void(Status, std::uint64_t)> onError;
};

Status execute(const std::string &statement);

static void runTask(void *argument) {
  std::unique_ptr<ReplayTask> task(static_cast<ReplayTask *>(argument));
  Status status = execute(task->entry.statement);
  if (!status.ok())
    task->onError(status, task->entry.timestamp);
}

/// The error of the earliest entry that failed.
Status replay(const std::vector<Entry> &trace, int threads) {
  JobPool pool(threads);
  std::mutex mutex;
  Status first;
  std::uint64_t firstTime = UINT64_MAX;
  auto onError = [&mutex, &first, &firstTime](Status status, std::uint64_t time) {
    std::lock_guard<std::mutex> lock(mutex);
    if (time < firstTime) {
      first = status;
      firstTime = time;
    }
  };
  for (const Entry &entry : trace) {
    std::unique_ptr<ReplayTask> task(new ReplayTask);
    task->entry = entry;
    task->onError = onError;
    pool.schedule(&runTask, task.release(), nullptr);
  }
  pool.waitForJobsAndJoinAllThreads();
  return first;
}

int slowest(const std::vector<std::string> &hosts) {
  JobPool pool(4);
  std::mutex mutex;
  int worst = 0;
  for (const std::string &host : hosts) {
    Probe probe;
    probe.name = host;
    probe.report = [&mutex, &worst](int milliseconds) {
      std::lock_guard<std::mutex> lock(mutex);
      worst = milliseconds > worst ? milliseconds : worst;
    };
    pool.submit(probe);
  }
  pool.waitForJobsAndJoinAllThreads();
  return worst;
}
