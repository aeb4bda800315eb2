// Schedules scripts in two lanes for one worker; only the lane for urgent ones wakes it.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

class ScriptScheduler {
public:
  using Script = std::function<void()>;

  ScriptScheduler() : worker_([this] { work(); }) {}
  ScriptScheduler(const ScriptScheduler &) = delete;
  ScriptScheduler &operator=(const ScriptScheduler &) = delete;
  ~ScriptScheduler() {
    schedule(nullptr, true);
    worker_.join();
  }

  void schedule(Script script, bool urgent) {
    std::unique_lock<std::mutex> lock(mutex_);
    if (urgent) {
      urgent_.push_back(std::move(script));
      lock.unlock();
      wake_.notify_one();
    } else {
      normal_.push_back(std::move(script)); // finding: 'wake_'
    }
  }

private:
  std::optional<Script> next() {
    std::unique_lock<std::mutex> lock(mutex_);
    wake_.wait(lock, [this] { return hasScript(); });
    std::deque<Script> &lane = urgent_.empty() || (!urgent_.front() && !normal_.empty()) ? normal_ : urgent_;
    Script script = std::move(lane.front());
    lane.pop_front();
    return script ? std::optional<Script>(std::move(script)) : std::nullopt;
  }

  bool hasScript() const { return !urgent_.empty() || !normal_.empty(); }

  void work() {
    while (const std::optional<Script> script = next())
      (*script)();
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Script> urgent_;
  std::deque<Script> normal_;
  std::thread worker_;
};

int main() {
  std::string log;
  {
    ScriptScheduler scheduler;
    scheduler.schedule([&log] { log += 'u'; }, true);
    scheduler.schedule([&log] { log += 'n'; }, false);
    scheduler.schedule([&log] { log += 'n'; }, false);
  }
  return log == "unn" ? 0 : 1;
}
