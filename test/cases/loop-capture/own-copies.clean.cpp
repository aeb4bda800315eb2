// Fans work out to shards: every thread, stored task and bound call takes its own copy of what the loop changes.
#include <array>
#include <atomic>
#include <functional>
#include <future>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

struct Shard {
  std::atomic<long> total{0};
};

static void addTo(Shard *shard, long amount) { shard->total += amount; }

class FanOut {
public:
  void spread(const std::vector<long> &amounts) {
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      Shard *shard = &shards_[i % shards_.size()];
      threads.emplace_back([&, i, shard] { addTo(shard, amounts[i]); });
      threads.emplace_back(addTo, shard, amounts[i]);
      threads.emplace_back(std::bind(addTo, shard, -amounts[i]));
      threads.emplace_back([i = i, this] { shards_[i % shards_.size()].total += static_cast<long>(i); });
    }
    for (auto &thread : threads)
      thread.join();
  }

  long total() const {
    long sum = 0;
    for (const Shard &shard : shards_)
      sum += shard.total;
    return sum;
  }

private:
  std::array<Shard, 3> shards_;
};

static std::vector<std::function<std::string()>> greetings(const std::vector<std::string> &names) {
  std::vector<std::function<std::string()>> result;
  for (auto name : names) {
    std::string text = "hello " + name;
    const std::string *original = &names.front();
    result.push_back([=] { return text + (name == *original ? "!" : "."); });
  }
  return result;
}

static long sumOfSquares(int count) {
  std::vector<std::future<long>> squares;
  for (int n = 0; n < count; n++) {
    auto value = std::make_shared<long>(n);
    auto square = [value] { return *value * *value; };
    squares.push_back(std::async(std::launch::async, square));
  }
  long sum = 0;
  for (auto &square : squares)
    sum += square.get();
  return sum;
}

int main() {
  FanOut fanOut;
  fanOut.spread({1, 2, 3, 4, 5});
  const std::vector<std::string> names = {"Ada", "Alan"};
  for (const auto &greeting : greetings(names))
    std::cout << greeting() << '\n';
  return fanOut.total() == 25 && sumOfSquares(4) == 14 ? 0 : 1;
}
