// Queues a probe of a mirror for every line of a list; the probe keeps the host's name.
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

class Prober {
public:
  Prober() : thread_(&Prober::run, this) {}
  Prober(const Prober &) = delete;
  Prober &operator=(const Prober &) = delete;
  ~Prober() {
    post(nullptr);
    thread_.join();
  }

  void post(std::function<void()> probe) {
    std::unique_lock<std::mutex> lock(mutex_);
    probes_.push(std::move(probe));
    lock.unlock();
    posted_.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      while (probes_.empty())
        posted_.wait(lock);
      const std::function<void()> probe = std::move(probes_.front());
      probes_.pop();
      lock.unlock();
      if (!probe)
        return;
      probe();
    }
  }

  std::mutex mutex_;
  std::condition_variable posted_;
  std::queue<std::function<void()>> probes_;
  std::thread thread_;
};

struct Reached {
  std::mutex mutex;
  std::set<std::string, std::less<>> hosts;
};

static std::string withoutComment(std::string_view line) { return std::string(line.substr(0, line.find('#'))); }

static std::string_view hostOf(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme != std::string_view::npos)
    url.remove_prefix(scheme + 3);
  return url.substr(0, url.find_first_of("/ "));
}

bool queueProbe(Prober &prober, const std::shared_ptr<Reached> &reached, std::string_view line) {
  const std::string url = withoutComment(line);
  if (url.empty())
    return false;
  const std::string_view host = hostOf(url);
  prober.post([reached, host = std::string(host)] {
    std::lock_guard<std::mutex> guard(reached->mutex);
    reached->hosts.emplace(host);
  });
  return true;
}

int main() {
  const auto reached = std::make_shared<Reached>();
  {
    Prober prober;
    queueProbe(prober, reached, "https://mirror-one.example.org/pub # Oslo");
    queueProbe(prober, reached, "# none in Bari");
    queueProbe(prober, reached, "rsync://mirror-two.example.org/pub");
  }
  std::lock_guard<std::mutex> guard(reached->mutex);
  return reached->hosts.count("mirror-one.example.org") == 1 && reached->hosts.size() == 2 ? 0 : 1;
}
