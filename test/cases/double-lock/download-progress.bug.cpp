// A download reports its progress through a stored callback with its mutex locked; the progress bar's callback asks the download for its fraction.
#include <cstddef>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

class Download {
public:
  explicit Download(std::size_t total) : total_(total) {}

  void onProgress(std::function<void(std::size_t)> callback) {
    std::lock_guard<std::mutex> lock(mutex_);
    onProgress_ = std::move(callback);
  }

  void received(std::size_t bytes) {
    std::lock_guard<std::mutex> lock(mutex_);
    done_ += bytes;
    if (onProgress_)
      onProgress_(bytes); // finding: 'mutex_'
  }

  double fraction() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return total_ == 0 ? 1.0 : static_cast<double>(done_) / static_cast<double>(total_);
  }

private:
  const std::size_t total_;
  mutable std::mutex mutex_;
  std::size_t done_ = 0;
  std::function<void(std::size_t)> onProgress_;
};

class ProgressBar {
public:
  explicit ProgressBar(Download &download) : download_(download) {
    download_.onProgress([this](std::size_t bytes) { draw(bytes); });
  }
  ~ProgressBar() { download_.onProgress(nullptr); }
  ProgressBar(const ProgressBar &) = delete;
  ProgressBar &operator=(const ProgressBar &) = delete;

private:
  void draw(std::size_t bytes) { std::printf("%3.0f%% (+%zu bytes)\n", download_.fraction() * 100, bytes); }

  Download &download_;
};

int main() {
  Download download(4096);
  ProgressBar bar(download);
  std::thread network([&download] {
    for (int packet = 0; packet < 4; ++packet)
      download.received(1024);
  });
  network.join();
  return download.fraction() == 1.0 ? 0 : 1;
}
