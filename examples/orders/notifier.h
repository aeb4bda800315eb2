// notifier: tells subscribers what has happened, on a thread of its own, so that slow ones hold nobody up.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace orders {

class Notifier {
public:
  using Subscriber = std::function<void(const std::string &event)>;

  Notifier();
  ~Notifier();

  Notifier(const Notifier &) = delete;
  Notifier &operator=(const Notifier &) = delete;

  void subscribe(Subscriber subscriber);
  void publish(std::string event);
  /// Waits until everything published so far is delivered.
  void flush();

private:
  void deliver();

  std::mutex mutex_;
  std::condition_variable published_, delivered_;
  std::vector<Subscriber> subscribers_;
  std::deque<std::string> events_;
  bool isDelivering_ = false;
  bool isStopping_ = false;
  std::thread thread_;
};

} // namespace orders
