// Sends heartbeats to a peer at a pace; the destructor tells the thread to stop but does not join it.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

class Peer {
public:
  explicit Peer(std::string name) : name_(std::move(name)) {}
  void beat() { ++beats_; }
  unsigned beats() const { return beats_; }
  const std::string &name() const { return name_; }

private:
  const std::string name_;
  std::atomic<unsigned> beats_{0};
};

class Heartbeat {
public:
  Heartbeat(std::shared_ptr<Peer> peer, std::chrono::milliseconds pace)
      : peer_(std::move(peer)), pace_(pace),
        thread_([this] { run(); }) { // finding: 'thread_'
  }
  Heartbeat(const Heartbeat &) = delete;
  Heartbeat &operator=(const Heartbeat &) = delete;
  ~Heartbeat() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true;
    }
    stopped_.notify_one();
  }

private:
  void run() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopping_) {
      peer_->beat();
      stopped_.wait_for(lock, pace_, [this] { return stopping_; });
    }
  }

  const std::shared_ptr<Peer> peer_;
  const std::chrono::milliseconds pace_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

int main() {
  const auto peer = std::make_shared<Peer>("replica-2");
  {
    Heartbeat heartbeat(peer, 1ms);
    while (peer->beats() < 3)
      std::this_thread::sleep_for(1ms);
  }
  return peer->beats() >= 3 ? 0 : 1;
}
