// A hub deletes a channel after it has unlocked itself; the channel's destructor locks the statistics, and the report counts channels under them.
#include <cstddef>
#include <map>
#include <mutex>
#include <thread>

class Hub;

class Statistics {
public:
  void channelClosed(std::size_t bytes);
  std::size_t report(Hub &hub);

private:
  std::mutex statisticsMutex_;
  std::size_t closed_ = 0;
  std::size_t bytes_ = 0;
};

class Channel {
public:
  explicit Channel(Statistics &statistics) : statistics_(statistics) {}
  ~Channel() { statistics_.channelClosed(bytes_); }
  Channel(const Channel &) = delete;
  Channel &operator=(const Channel &) = delete;
  void write(std::size_t bytes) { bytes_ += bytes; }

private:
  Statistics &statistics_;
  std::size_t bytes_ = 0;
};

class Hub {
public:
  void add(int id, Channel *channel);
  bool drop(int id);
  std::size_t channels();

private:
  std::mutex hubMutex_;
  std::map<int, Channel *> channels_;
};

void Statistics::channelClosed(std::size_t bytes) {
  std::lock_guard<std::mutex> lock(statisticsMutex_);
  ++closed_;
  bytes_ += bytes;
}

std::size_t Statistics::report(Hub &hub) {
  std::lock_guard<std::mutex> lock(statisticsMutex_);
  return closed_ + hub.channels();
}

void Hub::add(int id, Channel *channel) {
  std::lock_guard<std::mutex> lock(hubMutex_);
  channels_[id] = channel;
}

bool Hub::drop(int id) {
  Channel *channel = nullptr;
  {
    std::lock_guard<std::mutex> lock(hubMutex_);
    const auto found = channels_.find(id);
    if (found == channels_.end())
      return false;
    channel = found->second;
    channels_.erase(found);
  }
  delete channel;
  return true;
}

std::size_t Hub::channels() {
  std::lock_guard<std::mutex> lock(hubMutex_);
  return channels_.size();
}

int main() {
  Statistics statistics;
  Hub hub;
  for (int id = 0; id < 4; ++id) {
    auto *channel = new Channel(statistics);
    channel->write(100);
    hub.add(id, channel);
  }
  bool dropped = true;
  std::thread network([&] {
    for (int id = 0; id < 4; ++id)
      dropped = hub.drop(id) && dropped;
  });
  const std::size_t seen = statistics.report(hub);
  network.join();
  return dropped && seen <= 4 && statistics.report(hub) == 4 ? 0 : 1;
}
