// The replica's thread holds a share in what it works on; the owner's pointer may go at any time.
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

class Replica : public std::enable_shared_from_this<Replica> {
public:
  void start() {
    std::thread([self = shared_from_this(), this] {
      while (!stopped_) {
        ++rounds_;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
      }
    }).detach();
  }
  void stop() { stopped_ = true; }

private:
  std::atomic<bool> stopped_{false};
  std::atomic<int> rounds_{0};
};

class Cluster {
public:
  void add() {
    replicas_.push_back(std::make_shared<Replica>());
    replicas_.back()->start();
  }
  void clear() {
    for (auto &replica : replicas_)
      replica->stop();
    replicas_.clear();
  }

private:
  std::vector<std::shared_ptr<Replica>> replicas_;
};
