// Calls a peer and waits for its reply for a while; any wake-up within the time is taken for the reply.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

struct Call {
  std::string reply;
  bool done = false;
};

class Channel {
public:
  using Send = std::function<void(unsigned id, const std::string &request)>;

  explicit Channel(Send send) : send_(std::move(send)) {}

  std::optional<std::string> call(const std::string &request, std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> lock(mutex_);
    const unsigned id = ++lastId_;
    const auto pending = calls_.emplace(id, std::make_shared<Call>()).first->second;
    send_(id, request);

    std::optional<std::string> reply;
    if (answered_.wait_for(lock, timeout) == std::cv_status::no_timeout) // finding: 'answered_'
      reply = std::move(pending->reply);
    calls_.erase(id);
    return reply;
  }

  void received(unsigned id, std::string reply) {
    std::lock_guard<std::mutex> guard(mutex_);
    const auto found = calls_.find(id);
    if (found == calls_.end())
      return;
    found->second->reply = std::move(reply);
    found->second->done = true;
    answered_.notify_all();
  }

private:
  const Send send_;
  std::mutex mutex_;
  std::condition_variable answered_;
  std::map<unsigned, std::shared_ptr<Call>> calls_;
  unsigned lastId_ = 0;
};

int main() {
  std::vector<std::thread> peers;
  std::unique_ptr<Channel> channel;
  channel = std::make_unique<Channel>([&](unsigned id, const std::string &request) {
    if (request == "ping")
      peers.emplace_back([&channel, id] { channel->received(id, "pong"); });
  });
  const std::optional<std::string> pong = channel->call("ping", 10s);
  const std::optional<std::string> silence = channel->call("hello?", 5ms);
  for (std::thread &peer : peers)
    peer.join();
  return pong == "pong" && !silence ? 0 : 1;
}
