// A download manager whose member threads are joined by stop(), which the destructor calls; one of them may never be started, another one is replaced.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

class DownloadManager {
public:
  DownloadManager() = default;
  DownloadManager(const DownloadManager &) = delete;
  DownloadManager &operator=(const DownloadManager &) = delete;
  ~DownloadManager() { stop(); }

  bool start() {
    if (downloader_.joinable())
      return false;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = false;
    }
    downloader_ = std::thread(&DownloadManager::download, this);
    return true;
  }

  void verify(unsigned blocks) {
    joinVerifier();
    verifier_ = std::thread([this, blocks] {
      for (unsigned block = 0; block < blocks; ++block)
        ++verified_;
    });
  }

  void restart() {
    stop();
    downloader_ = std::thread(&DownloadManager::download, this);
  }

  void stop() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    for (std::thread *thread : {&downloader_, &verifier_, &announcer_})
      if (thread->joinable())
        thread->join();
    std::lock_guard<std::mutex> guard(mutex_);
    stopping_ = false;
  }

  void announce() {
    if (announcer_.joinable())
      announcer_.join();
    std::thread fresh([this] { ++announced_; });
    announcer_.swap(fresh);
  }

  unsigned downloaded() const { return downloaded_; }
  unsigned verified() const { return verified_; }

private:
  void joinVerifier() {
    if (!verifier_.joinable())
      return;
    verifier_.join();
  }

  void download() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!wake_.wait_for(lock, 1ms, [this] { return stopping_; }))
      ++downloaded_;
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::atomic<unsigned> downloaded_{0};
  std::atomic<unsigned> verified_{0};
  std::atomic<unsigned> announced_{0};
  std::thread downloader_;
  std::thread verifier_;
  std::thread announcer_;
};

int main() {
  DownloadManager idle;
  DownloadManager manager;
  bool fine = manager.start() && !manager.start();
  manager.verify(3);
  manager.verify(4);
  manager.announce();
  while (manager.downloaded() == 0)
    std::this_thread::sleep_for(1ms);
  manager.restart();
  fine = fine && manager.verified() == 7;
  return fine ? 0 : 1;
}
