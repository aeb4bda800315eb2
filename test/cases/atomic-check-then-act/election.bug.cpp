// Two jobs that elect a leader, share a seed, a sum and a table, all of which are looked at before they are stored.
#include <atomic>
#include <cstdio>
#include <future>
#include <thread>
#include <vector>
namespace {
std::atomic<int> leader{-1};
std::atomic<unsigned> seed{1};
std::atomic_flag once = ATOMIC_FLAG_INIT;
std::atomic<double> sum{0};
std::atomic<int *> cache{nullptr};
unsigned next() {
  unsigned s = seed.load();
  s ^= s << 13;
  s ^= s >> 17;
  seed.store(s); // finding: 'seed'
  return s;
}
void elect(int id) {
  if (leader == -1)
    leader = id; // finding: 'leader'
  if (leader == id)
    std::printf("%d leads\n", id);
}
void addTo(double v) { sum = sum + v; } // finding: 'sum'
int *table() {
  int *t = cache.load();
  if (!t) {
    t = new int[100]();
    cache.store(t); // finding: 'cache'
  }
  return t;
}
void job(int id) {
  elect(id);
  addTo(next());
  table()[0] = 0;
}
} // namespace
int main() {
  auto a = std::async(std::launch::async, job, 1);
  auto b = std::async(std::launch::async, job, 2);
  a.get();
  b.get();
}
