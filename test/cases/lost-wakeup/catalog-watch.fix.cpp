// Waits for the next version of a catalogue; the watcher's callback counts the version up under the mutex of those who wait.
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class DirectoryWatcher {
public:
  using Callback = std::function<void(const std::string &file)>;

  void onChange(Callback callback) { callbacks_.push_back(std::move(callback)); }

  void changed(const std::string &file) const {
    for (const Callback &callback : callbacks_)
      callback(file);
  }

private:
  std::vector<Callback> callbacks_;
};

class CatalogView {
public:
  CatalogView() {
    watcher_.onChange([this](const std::string &file) {
      if (file.find(".catalog") == std::string::npos)
        return;
      std::lock_guard<std::mutex> guard(mutex_);
      ++version_;
      versionChanged_.notify_all();
    });
  }
  CatalogView(const CatalogView &) = delete;
  CatalogView &operator=(const CatalogView &) = delete;

  const DirectoryWatcher &watcher() const { return watcher_; }

  unsigned long awaitNewer(unsigned long known) {
    std::unique_lock<std::mutex> lock(mutex_);
    ++readers_;
    while (version_ <= known)
      versionChanged_.wait(lock);
    --readers_;
    return version_;
  }

private:
  std::mutex mutex_;
  std::condition_variable versionChanged_;
  unsigned readers_ = 0;
  std::atomic<unsigned long> version_{1};
  DirectoryWatcher watcher_;
};

int main() {
  CatalogView view;
  unsigned long seen = 0;
  std::thread reader([&] { seen = view.awaitNewer(2); });
  view.watcher().changed("notes.txt");
  view.watcher().changed("spring.catalog");
  view.watcher().changed("summer.catalog");
  reader.join();
  return seen == 3 ? 0 : 1;
}
