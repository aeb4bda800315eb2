// price-cache: a list in the order of use, and an index into it.
#include "price-cache.h"

namespace orders {

std::optional<int> PriceCache::find(const std::string &item) {
  mutex_.lock(); // bug: lock-not-released: the cache stays locked once a price has expired
  auto found = index_.find(item);
  if (found == index_.end()) {
    ++misses_;
    mutex_.unlock();
    return std::nullopt;
  }
  if (found->second->expires < Clock::now()) {
    entries_.erase(found->second);
    index_.erase(found);
    ++misses_;
    return std::nullopt;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  int cents = found->second->cents;
  ++hits_;
  mutex_.unlock();
  return cents;
}

void PriceCache::put(const std::string &item, int cents) {
  std::lock_guard<std::mutex> lock(mutex_);
  Clock::time_point expires = Clock::now() + std::chrono::hours(1);
  if (auto known = index_.find(item); known != index_.end()) {
    known->second->cents = cents;
    known->second->expires = expires;
    return;
  }
  if (entries_.size() == capacity_)
    dropOldest();
  entries_.push_front({item, cents, expires});
  index_[item] = entries_.begin();
}

void PriceCache::dropOldest() {
  index_.erase(entries_.back().item);
  entries_.pop_back();
}

int PriceCache::hitRate() const {
  std::lock_guard<std::mutex> lock(mutex_);
  long asked = hits_ + misses_;
  return asked ? static_cast<int>(hits_ * 100 / asked) : 0;
}

} // namespace orders
