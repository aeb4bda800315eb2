// A service that only its owner starts and stops, and a pool whose workers have a slot each.
#include <atomic>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>
class Service {
public:
  void start() {
    if (running_)
      return;
    running_ = true;
    worker_ = std::thread([this] { loop(); });
  }
  void stop() {
    if (!running_)
      return;
    running_ = false;
    worker_.join();
  }
  ~Service() { stop(); }
  long ticks() const { return ticks_; }

private:
  void loop() {
    while (running_) {
      long t = ticks_.load();
      ticks_.store(t + 1);
      if (t > 1000)
        idle_ = true;
      std::this_thread::yield();
    }
  }
  std::atomic<bool> running_{false}, idle_{false};
  std::atomic<long> ticks_{0};
  std::thread worker_;
};
struct Slot {
  std::atomic<int> state{0};
  std::atomic<int> done{0};
  void step() {
    if (state == 0)
      state = 1;
    else if (state == 1) {
      state = 2;
      std::printf("x");
    }
    if (done < 10)
      done++;
  }
};
class Pool {
public:
  explicit Pool(int n) {
    for (int i = 0; i < n; ++i)
      slots_.push_back(std::make_unique<Slot>());
    for (auto &s : slots_)
      threads_.emplace_back([this, slot = s.get()] { run(*slot); });
  }
  ~Pool() {
    quit_ = true;
    for (auto &t : threads_)
      t.join();
  }

private:
  void run(Slot &slot) {
    while (!quit_) {
      slot.step();
      int k = 0;
      {
        std::lock_guard<std::mutex> l(m_);
        if (work_ > 0) {
          k = work_--;
        }
      }
      if (k)
        processed_.fetch_add(1);
      if (processed_ >= 100)
        quit_ = true;
    }
  }
  std::vector<std::unique_ptr<Slot>> slots_;
  std::vector<std::thread> threads_;
  std::mutex m_;
  int work_ = 200;
  std::atomic<int> processed_{0};
  std::atomic<bool> quit_{false};
};
int main() {
  Service s;
  s.start();
  {
    Pool p(3);
  }
  s.stop();
  std::printf("%ld\n", s.ticks());
}
