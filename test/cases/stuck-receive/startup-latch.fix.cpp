// Opens for business when all shards are warm.
#include <cstddef>
#include <iostream>
#include <latch>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

class Shard {
public:
  void warm(int index) {
    for (int key = index; key < 4000; key += 4)
      entries_.emplace(key, "entry " + std::to_string(key));
  }
  std::size_t size() const { return entries_.size(); }

private:
  std::unordered_map<int, std::string> entries_;
};

int main() {
  constexpr int shardCount = 4;
  std::vector<Shard> shards(shardCount);
  std::latch warm(shardCount);
  std::vector<std::jthread> warmers;

  for (int i = 0; i < shardCount; ++i)
    warmers.emplace_back([&shards, &warm, i] {
      shards[i].warm(i);
      warm.count_down();
      if (warm.try_wait())
        std::clog << "last shard is warm\n";
    });

  warm.wait();
  std::size_t total = 0;
  for (const Shard &shard : shards)
    total += shard.size();
  std::cout << "open for business with " << total << " entries\n";
}
