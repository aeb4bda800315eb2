// service: the way of an order: queue, price, shelf, journal, notification.
#include "service.h"

#include "metrics.h"

#include <cstdio>

namespace orders {

Service::Service(Journal &journal, unsigned workers) : journal_(journal) {
  for (unsigned i = 0; i < workers; ++i)
    workers_.emplace_back([this] { work(); });
}

Service::~Service() { stop(); }

void Service::submit(Order order) {
  if (!queue_.push(std::move(order)))
    std::fprintf(stderr, "the service has stopped\n");
}

bool Service::offer(Order order) { return queue_.tryPush(std::move(order)); }

void Service::pause() {
  std::unique_lock<std::mutex> lock(mutex_);
  isPaused_ = true;
  paused_.wait(lock, [this] { return busy_ == 0; });
}

void Service::resume() {
  std::lock_guard<std::mutex> lock(mutex_);
  isPaused_ = false;
  paused_.notify_all();
}

void Service::waitWhilePaused() {
  std::unique_lock<std::mutex> lock(mutex_);
  resumed_.wait(lock, [this] { return !isPaused_; }); // bug: stuck-receive: resume() notifies the other condition
  ++busy_;
}

void Service::work() {
  while (std::optional<Order> order = queue_.pop()) {
    waitWhilePaused();
    decide(*order);
    std::lock_guard<std::mutex> lock(mutex_);
    if (--busy_ == 0)
      paused_.notify_all();
  }
}

void Service::decide(const Order &order) {
  std::optional<int> cents = prices_.of(order.item);
  if (!cents || !inventory_.reserve(order)) {
    count(order, 0);
    notifier_.publish("rejected " + toLine(order));
    return;
  }
  if (std::error_code error = journal_.append(toLine(order))) {
    std::fprintf(stderr, "order %ld: %s\n", order.id, error.message().c_str());
    return;
  }
  count(order, *cents * order.quantity);
  notifier_.publish("accepted " + toLine(order));
}

void Service::count(const Order &order, int cents) {
  std::lock_guard<std::mutex> lock(mutex_);
  RegionTotals &region = totals_[order.region];
  ++(cents ? region.accepted : region.rejected);
  region.cents += cents;
  metrics_add(cents ? "accepted" : "rejected", 1);
}

void Service::stop() {
  queue_.close();
  for (std::thread &worker : workers_)
    worker.join();
  if (!workers_.empty())
    journal_.commit();
  workers_.clear();
}

void Service::warmUp() {
  for (std::string item : prices_.items())
    helpers_.submit([this, &item] { prices_.of(item); }); // bug: loop-capture: every iteration has a new string
  helpers_.wait();
}

void Service::reloadPrices(const std::string &path) {
  prices_.load(path); // bug: unchecked-error: the old prices stay, and nobody hears of it
  warmUp();
}

Totals Service::totals() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return totals_;
}

} // namespace orders
