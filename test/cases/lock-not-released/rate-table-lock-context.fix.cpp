// A table of exchange rates that a request waits for no longer than its context allows, and gives back in every case.
#include <leash/context.h>
#include <leash/error.h>
#include <leash/mutex.h>
#include <leash/result.h>

#include <iostream>
#include <map>
#include <string>

class Rates {
public:
  leash::result<double> convert(const leash::context &ctx, double amount, const std::string &from,
                                const std::string &to) {
    if (!mutex_.lock(ctx))
      return leash::fail(ctx.err());
    const auto source = rates_.find(from), target = rates_.find(to);
    if (source == rates_.end() || target == rates_.end()) {
      mutex_.unlock();
      return leash::fail(leash::errorf("no rate from {} to {}", from, to));
    }
    const double result = amount / source->second * target->second;
    ++conversions_;
    mutex_.unlock();
    return result;
  }

  bool update(const std::string &currency, double rate) {
    if (!mutex_.try_lock_for(std::chrono::milliseconds(50)))
      return false;
    rates_[currency] = rate;
    mutex_.unlock();
    return true;
  }

private:
  leash::mutex mutex_;
  std::map<std::string, double> rates_{{"EUR", 1.0}};
  unsigned conversions_ = 0;
};

int main() {
  Rates rates;
  if (!rates.update("NOK", 11.7))
    return 1;
  auto limit = leash::with_timeout(leash::background(), std::chrono::seconds(1));
  const auto price = rates.convert(limit, 10, "EUR", "NOK");
  if (!price)
    std::cerr << price.error() << '\n';
  else
    std::cout << *price << '\n';
}
