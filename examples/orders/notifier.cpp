// notifier: the thread that delivers.
#include "notifier.h"

namespace orders {

Notifier::Notifier() : thread_([this] { deliver(); }) {}

Notifier::~Notifier() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    isStopping_ = true;
  }
  published_.notify_all();
  thread_.join();
}

void Notifier::subscribe(Subscriber subscriber) {
  std::lock_guard<std::mutex> lock(mutex_);
  subscribers_.push_back(std::move(subscriber));
}

void Notifier::publish(std::string event) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    events_.push_back(std::move(event));
  }
  published_.notify_one();
}

void Notifier::flush() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!events_.empty() || isDelivering_)
    delivered_.wait(lock); // bug: stuck-receive: deliver() tells nobody when it is done
}

void Notifier::deliver() {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    published_.wait(lock, [this] { return isStopping_ || !events_.empty(); });
    if (events_.empty())
      return;
    std::string event = std::move(events_.front());
    events_.pop_front();
    std::vector<Subscriber> subscribers = subscribers_;
    isDelivering_ = true;
    lock.unlock();
    for (const Subscriber &subscriber : subscribers)
      subscriber(event);
    lock.lock();
    isDelivering_ = false;
  }
}

} // namespace orders
