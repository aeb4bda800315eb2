// Verifies a backup with threads that refer to locals and are joined on every path out, exceptions included.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Chunk {
  std::string data;
  std::uint32_t sum = 0;
};

static std::uint32_t sumOf(const std::string &data) {
  std::uint32_t sum = 0;
  for (const char c : data)
    sum = sum * 31 + static_cast<unsigned char>(c);
  return sum;
}

static void countBroken(const std::vector<Chunk> &chunks, std::size_t from, std::size_t step, std::size_t &broken) {
  for (std::size_t i = from; i < chunks.size(); i += step)
    if (sumOf(chunks[i].data) != chunks[i].sum)
      ++broken;
}

// Three ways out, a join before each.
int verifySize(const std::vector<Chunk> &chunks, std::size_t expected, bool strict) {
  std::size_t bytes = 0;
  std::thread counter([&] {
    for (const Chunk &chunk : chunks)
      bytes += chunk.data.size();
  });
  if (chunks.empty()) {
    counter.join();
    return 0;
  }
  if (!strict) {
    counter.join();
    return bytes >= expected ? 1 : -1;
  }
  counter.join();
  return bytes == expected ? 1 : -1;
}

// A jthread declared after what it refers to joins by itself, also on the early return.
bool anyBroken(const std::vector<Chunk> &chunks) {
  std::atomic<bool> found{false};
  std::jthread scanner([&chunks, &found] {
    for (const Chunk &chunk : chunks)
      if (sumOf(chunk.data) != chunk.sum)
        found = true;
  });
  if (chunks.size() == 1)
    return sumOf(chunks.front().data) != chunks.front().sum;
  scanner.join();
  return found;
}

// On one path the thread moves to a list, which is local as well and emptied by joining.
std::size_t brokenChunks(const std::vector<Chunk> &chunks, bool inParallel) {
  std::size_t even = 0;
  std::size_t odd = 0;
  std::vector<std::thread> aside;
  aside.reserve(1);
  std::thread first(countBroken, std::cref(chunks), 0, 2, std::ref(even));
  if (inParallel)
    aside.push_back(std::move(first));
  else
    first.join();
  countBroken(chunks, 1, 2, odd);
  for (std::thread &thread : aside)
    thread.join();
  return even + odd;
}

static std::size_t longest(const std::vector<Chunk> &chunks) {
  std::size_t length = 0;
  for (const Chunk &chunk : chunks) {
    if (chunk.data.empty())
      throw std::runtime_error("an empty chunk");
    length = std::max(length, chunk.data.size());
  }
  return length;
}

std::size_t longestAndBroken(const std::vector<Chunk> &chunks) {
  std::size_t broken = 0;
  std::size_t length = 0;
  std::thread side([&broken, &chunks] { countBroken(chunks, 0, 1, broken); });
  try {
    length = longest(chunks);
  } catch (...) {
    side.join();
    throw;
  }
  side.join();
  return length * 10 + broken;
}

int main() {
  const std::vector<Chunk> chunks{{"alpha", sumOf("alpha")}, {"beta", 1}, {"gamma", sumOf("gamma")}};
  bool fine = verifySize(chunks, 14, true) == 1 && verifySize(chunks, 15, false) == -1 && verifySize({}, 0, true) == 0;
  fine = fine && anyBroken(chunks) && !anyBroken({chunks[0]});
  fine = fine && brokenChunks(chunks, true) == 1 && brokenChunks(chunks, false) == 1 && longestAndBroken(chunks) == 51;
  try {
    longestAndBroken({{"", 0}});
    return 1;
  } catch (const std::runtime_error &) {
    return fine ? 0 : 1;
  }
}
