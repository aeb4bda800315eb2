// Reads a stream on a thread; to restart, it tells the running reader to end, waits for it and starts another one.
#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

class StreamReader {
public:
  explicit StreamReader(std::string url) : url_(std::move(url)), reader_(&StreamReader::read, this, 1u) {}
  StreamReader(const StreamReader &) = delete;
  StreamReader &operator=(const StreamReader &) = delete;
  ~StreamReader() {
    ++session_;
    reader_.join();
  }

  void restart(const std::string &url) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      url_ = url;
      packets_.clear();
    }
    const unsigned session = ++session_;
    reader_.join();
    reader_ = std::thread(&StreamReader::read, this, session);
  }

  std::size_t packets() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return packets_.size();
  }

private:
  void read(unsigned session) {
    for (unsigned number = 0; session_ == session; ++number) {
      {
        std::lock_guard<std::mutex> guard(mutex_);
        packets_.push_back(url_ + '#' + std::to_string(number));
      }
      std::this_thread::sleep_for(1ms);
    }
  }

  mutable std::mutex mutex_;
  std::string url_;
  std::vector<std::string> packets_;
  std::atomic<unsigned> session_{1};
  std::thread reader_;
};

int main() {
  StreamReader reader("rtsp://camera-1");
  while (reader.packets() < 2)
    std::this_thread::sleep_for(1ms);
  reader.restart("rtsp://camera-2");
  while (reader.packets() < 2)
    std::this_thread::sleep_for(1ms);
}
