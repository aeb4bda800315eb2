// Reads blocks and has their checksum made by a lambda on a thread; the lambda waits until all are there.
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using Block = std::vector<std::uint8_t>;

Block readBlock(const std::string &text, std::size_t from, std::size_t size) {
  Block block;
  for (std::size_t at = from; at < text.size() && at < from + size; ++at)
    block.push_back(static_cast<std::uint8_t>(text[at]));
  return block;
}

std::uint32_t add(std::uint32_t sum, const Block &block) {
  for (const std::uint8_t byte : block)
    sum = sum * 31 + byte;
  return sum;
}

std::uint32_t checksum(const std::string &text, std::size_t blockSize) {
  std::mutex exchange;
  std::condition_variable complete;
  std::vector<Block> blocks;
  bool ended = false;
  std::uint32_t sum = 0;

  std::thread summer([&] {
    std::unique_lock<std::mutex> lock(exchange);
    complete.wait(lock, [&ended] { return ended; });
    std::vector<Block> all;
    all.swap(blocks);
    lock.unlock();
    for (const Block &block : all)
      sum = add(sum, block);
  });

  for (std::size_t at = 0; at < text.size(); at += blockSize) {
    Block block = readBlock(text, at, blockSize);
    std::lock_guard<std::mutex> guard(exchange);
    blocks.push_back(std::move(block));
  }
  {
    std::lock_guard<std::mutex> guard(exchange);
    ended = true;
  }
  complete.notify_one();
  summer.join();
  return sum;
}

int main() {
  const std::string text = "the quick brown fox jumps over the lazy dog";
  return checksum(text, 8) == add(0, readBlock(text, 0, text.size())) ? 0 : 1;
}
