// Two jobs that elect a leader, share a seed, a sum and a table.
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
  unsigned known = seed.load(), s;
  do {
    s = known;
    s ^= s << 13;
    s ^= s >> 17;
  } while (!seed.compare_exchange_weak(known, s));
  return s;
}
void elect(int id) {
  int nobody = -1;
  leader.compare_exchange_strong(nobody, id);
  if (leader == id)
    std::printf("%d leads\n", id);
}
void addTo(double v) {
  double known = sum;
  while (!sum.compare_exchange_weak(known, known + v)) {
  }
}
int *table() {
  int *t = cache.load();
  if (!t) {
    int *fresh = new int[100]();
    if (cache.compare_exchange_strong(t, fresh))
      t = fresh;
    else
      delete[] fresh;
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
