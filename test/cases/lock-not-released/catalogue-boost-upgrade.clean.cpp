// A product catalogue with Boost.Thread: upgrades and downgrades by hand, adopted guards, a recursive mutex, and a timed attempt.
#include <boost/chrono.hpp>
#include <boost/thread.hpp>
#include <map>
#include <string>

class Catalogue {
public:
  void setPrice(const std::string &article, long cents) {
    access_.lock_upgrade();
    const auto known = prices_.find(article);
    if (known != prices_.end() && known->second == cents) {
      access_.unlock_upgrade();
      return;
    }
    access_.unlock_upgrade_and_lock();
    prices_[article] = cents;
    access_.unlock_and_lock_shared();
    const bool first = prices_.size() == 1;
    access_.unlock_shared();
    if (first)
      opened();
  }

  long price(const std::string &article) {
    boost::shared_lock<boost::upgrade_mutex> reading(access_);
    const auto known = prices_.find(article);
    return known == prices_.end() ? -1 : known->second;
  }

  long discount(const std::string &article, int percent) {
    boost::upgrade_lock<boost::upgrade_mutex> looking(access_);
    auto known = prices_.find(article);
    if (known == prices_.end())
      return -1;
    boost::upgrade_to_unique_lock<boost::upgrade_mutex> writing(looking);
    known->second -= known->second * percent / 100;
    return known->second;
  }

  bool sell(const std::string &article) {
    if (!till_.try_lock_for(boost::chrono::milliseconds(100)))
      return false;
    boost::lock_guard<boost::timed_mutex> guard(till_, boost::adopt_lock);
    const long cents = price(article);
    if (cents < 0)
      return false;
    takings_ += cents;
    return true;
  }

  long takings() {
    boost::unique_lock<boost::timed_mutex> till(till_, boost::defer_lock);
    till.lock();
    const long result = takings_;
    till.unlock();
    return result;
  }

  unsigned visits(bool count) {
    visits_.lock();
    if (count) {
      visits_.lock();
      ++visitors_;
      visits_.unlock();
    }
    const unsigned result = visitors_;
    visits_.unlock();
    return result;
  }

private:
  void opened() { visits(true); }

  boost::upgrade_mutex access_;
  std::map<std::string, long> prices_;
  boost::timed_mutex till_;
  long takings_ = 0;
  boost::recursive_mutex visits_;
  unsigned visitors_ = 0;
};

int main() {
  Catalogue catalogue;
  catalogue.setPrice("lamp", 2000);
  bool sold = false;
  boost::thread customer([&] { sold = catalogue.discount("lamp", 10) == 1800 && catalogue.sell("lamp"); });
  customer.join();
  return sold && catalogue.takings() == 1800 && catalogue.visits(false) == 1 ? 0 : 1;
}
