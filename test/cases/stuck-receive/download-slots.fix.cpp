// Downloads at most four files at a time.
#include <chrono>
#include <cstddef>
#include <iostream>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

class Downloader {
public:
  void fetchAll(const std::vector<std::string> &urls) {
    std::vector<std::thread> running;
    running.reserve(urls.size());
    for (const std::string &url : urls) {
      slots_.acquire();
      running.emplace_back([this, url] {
        fetch(url);
        slots_.release();
      });
    }
    for (std::thread &thread : running)
      thread.join();
  }

  std::size_t bytes() const { return bytes_; }

private:
  static constexpr int kSlots = 4;

  void fetch(const std::string &url) noexcept {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    const std::lock_guard guard(mutex_);
    bytes_ += url.size() * 100;
  }

  std::counting_semaphore<kSlots> slots_{kSlots};
  std::mutex mutex_;
  std::size_t bytes_ = 0;
};

int main() {
  Downloader downloader;
  std::vector<std::string> urls;
  for (int part = 0; part < 12; ++part)
    urls.push_back("https://mirror.example/archive.part" + std::to_string(part));
  downloader.fetchAll(urls);
  std::cout << downloader.bytes() << " bytes\n";
}
