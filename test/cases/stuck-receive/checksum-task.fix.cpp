// Computes a checksum beside a progress display.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <future>
#include <numeric>
#include <thread>
#include <vector>

class Stopwatch {
public:
  long milliseconds() const {
    using namespace std::chrono;
    return static_cast<long>(duration_cast<std::chrono::milliseconds>(steady_clock::now() - begin_).count());
  }

private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

static std::uint32_t adler32(const std::vector<unsigned char> &data) {
  std::uint32_t a = 1, b = 0;
  for (unsigned char byte : data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

static std::uint32_t checksumWithProgress(const std::vector<unsigned char> &data) {
  std::packaged_task<std::uint32_t()> task([&data] { return adler32(data); });
  std::future<std::uint32_t> sum = task.get_future();

  std::thread worker([&] {
    Stopwatch watch;
    std::printf("checksum of %zu bytes...\n", data.size());
    task();
    std::printf("took %ld ms\n", watch.milliseconds());
  });

  const std::uint32_t value = sum.get();
  worker.join();
  return value;
}

int main() {
  std::vector<unsigned char> data(1 << 20);
  std::iota(data.begin(), data.end(), static_cast<unsigned char>(0));
  std::printf("%08x\n", static_cast<unsigned>(checksumWithProgress(data)));
}
