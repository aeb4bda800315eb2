// service: takes orders in, and decides about them on several threads.
#pragma once

#include "inventory.h"
#include "journal.h"
#include "notifier.h"
#include "order.h"
#include "prices.h"
#include "thread-pool.h"
#include "work-queue.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace orders {

/// What was sold in one region.
struct RegionTotals {
  long accepted = 0;
  long rejected = 0;
  long cents = 0;
};

using Totals = std::array<RegionTotals, RegionCount>;

class Service {
public:
  Service(Journal &journal, unsigned workers);
  ~Service();

  /// Waits for room in the queue.
  void submit(Order order);
  /// For clients that can't wait: false if the service is busy.
  bool offer(Order order);
  /// No order is decided between pause() and resume(); those in work are finished.
  void pause();
  void resume();
  /// Decides about all orders that were submitted, then ends the workers.
  void stop();

  /// Fills the price cache before customers come.
  void warmUp();
  /// Reads new prices; the present ones stay if the file is no price list.
  void reloadPrices(const std::string &path);

  Totals totals() const;
  Notifier &notifier() { return notifier_; }
  Inventory &inventory() { return inventory_; }
  const Prices &prices() const { return prices_; }

private:
  void work();
  void waitWhilePaused();
  void decide(const Order &order);
  void count(const Order &order, int cents);

  Journal &journal_;
  Prices prices_;
  Inventory inventory_{2000};
  Notifier notifier_;
  ThreadPool helpers_{2};
  WorkQueue<Order> queue_{64};

  mutable std::mutex mutex_;
  std::condition_variable paused_, resumed_;
  bool isPaused_ = false;
  unsigned busy_ = 0;
  Totals totals_;
  std::vector<std::thread> workers_;
};

} // namespace orders
