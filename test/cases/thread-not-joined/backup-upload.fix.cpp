// Uploads a file in the background while it is being read, and joins the uploader on both ways out.
#include <condition_variable>
#include <deque>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Channel {
public:
  void put(std::string block) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      blocks_.push_back(std::move(block));
    }
    ready_.notify_one();
  }

  void close() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closed_ = true;
    }
    ready_.notify_one();
  }

  bool take(std::string &block) {
    std::unique_lock<std::mutex> lock(mutex_);
    ready_.wait(lock, [this] { return closed_ || !blocks_.empty(); });
    if (blocks_.empty())
      return false;
    block = std::move(blocks_.front());
    blocks_.pop_front();
    return true;
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::string> blocks_;
  bool closed_ = false;
};

struct Remote {
  std::size_t bytes = 0;
};

bool backUp(const std::string &path, Remote &remote) {
  Channel channel;
  std::thread uploader([&channel, &remote] {
    std::string block;
    while (channel.take(block))
      remote.bytes += block.size();
  });

  std::ifstream file(path);
  if (!file) {
    channel.close();
    uploader.join();
    return false;
  }
  for (std::string line; std::getline(file, line);)
    channel.put(line);

  channel.close();
  uploader.join();
  return true;
}

int main() {
  Remote remote;
  return backUp("/proc/self/status", remote) && remote.bytes > 0 && !backUp("/nowhere/at/all", remote) ? 0 : 1;
}
