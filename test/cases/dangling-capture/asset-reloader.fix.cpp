// Hot reload: the file watcher reports paths, assets are reloaded in the
// background, a little after the editor has written them.
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace assets {

class Catalog {
 public:
  void add(const std::string& name) {
    std::lock_guard<std::mutex> lock(mutex_);
    generation_.try_emplace(name, 0);
  }

  void reload(std::string_view name) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto it = generation_.find(name);
    if (it != generation_.end()) ++it->second;
  }

  int generation(std::string_view name) const {
    std::lock_guard<std::mutex> lock(mutex_);
    auto it = generation_.find(name);
    return it == generation_.end() ? -1 : it->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, int, std::less<>> generation_;
};

class JobQueue {
 public:
  JobQueue() : thread_([this] { loop(); }) {}
  ~JobQueue() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closed_ = true;
    }
    cond_.notify_one();
    thread_.join();
  }
  JobQueue(const JobQueue&) = delete;
  JobQueue& operator=(const JobQueue&) = delete;

  void post(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    cond_.notify_one();
  }

 private:
  void loop() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      cond_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      std::function<void()> job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      job();
      job = nullptr;
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable cond_;
  std::deque<std::function<void()>> jobs_;
  bool closed_ = false;
  std::thread thread_;
};

// "textures/wall.png" -> "textures/wall"
std::string_view stem(std::string_view path) { return path.substr(0, path.rfind('.')); }

void fileChanged(JobQueue& jobs, std::shared_ptr<Catalog> catalog, const std::string& path) {
  if (path.ends_with("~")) return;
  const std::string name(stem(path));
  jobs.post([catalog, name] { catalog->reload(name); });
}

void directoryChanged(JobQueue& jobs, std::shared_ptr<Catalog> catalog, const std::string& dir,
                      const std::deque<std::string>& files) {
  for (const std::string& file : files) fileChanged(jobs, catalog, dir + "/" + file);
}

}  // namespace assets
