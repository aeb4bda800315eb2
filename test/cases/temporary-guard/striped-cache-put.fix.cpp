// A striped cache locks the stripe of a key for as long as it works on it.
#include <array>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

template <typename Key, typename Value, std::size_t Stripes = 4> class StripedCache {
public:
  void put(const Key &key, Value value) {
    Stripe &stripe = stripeOf(key);
    std::lock_guard<std::mutex> lock(stripe.mutex);
    stripe.entries.insert_or_assign(key, std::move(value));
  }

  std::optional<Value> get(const Key &key) {
    Stripe &stripe = stripeOf(key);
    std::lock_guard<std::mutex> lock(stripe.mutex);
    const auto found = stripe.entries.find(key);
    if (found == stripe.entries.end())
      return std::nullopt;
    return found->second;
  }

  std::size_t size() {
    std::size_t total = 0;
    for (Stripe &stripe : stripes_) {
      std::lock_guard<std::mutex> lock(stripe.mutex);
      total += stripe.entries.size();
    }
    return total;
  }

private:
  struct Stripe {
    std::mutex mutex;
    std::unordered_map<Key, Value> entries;
  };

  Stripe &stripeOf(const Key &key) { return stripes_[std::hash<Key>()(key) % Stripes]; }

  std::array<Stripe, Stripes> stripes_;
};

int main() {
  StripedCache<std::string, int> cache;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 3; ++writer)
    writers.emplace_back([&cache, writer] {
      for (int i = 0; i < 50; ++i)
        cache.put(std::to_string(writer) + "/" + std::to_string(i), i);
    });
  for (std::thread &writer : writers)
    writer.join();
  return cache.size() == 150 && cache.get("2/49") == 49 ? 0 : 1;
}
