// Lets clients hammer a store for a while, then stops them, joins them and reads what they have done.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Store {
public:
  void put(const std::string &key, int value) {
    std::lock_guard lock(mutex_);
    values_[key] = value;
  }
  std::size_t size() {
    std::lock_guard lock(mutex_);
    return values_.size();
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> values_;
};

int main() {
  Store store;
  std::atomic<bool> stop{false};
  std::atomic<long> requests{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i)
    clients.emplace_back([&, i] {
      for (int n = 0; !stop; ++n) {
        store.put(std::to_string(i) + "/" + std::to_string(n % 100), n);
        ++requests;
      }
    });
  std::this_thread::sleep_for(std::chrono::seconds(2));
  std::printf("%ld requests so far\n", requests.load());
  std::this_thread::sleep_for(std::chrono::seconds(2));
  stop = true;
  for (std::thread &client : clients)
    client.join();
  std::printf("%ld requests, %zu keys\n", requests.load(), store.size());
}
