// Workers that look at a shared progress and at a stop flag, which their checks don't decide about.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>
std::mutex m;
std::queue<int> q;
std::atomic<int> processed{0}, errors{0};
std::atomic<bool> stop{false};
const int N = 100;
bool tryPop(int &v) {
  std::lock_guard<std::mutex> l(m);
  if (q.empty())
    return false;
  v = q.front();
  q.pop();
  return true;
}
void worker(int id) {
  while (processed.load() < N) {
    int v;
    if (!tryPop(v)) {
      std::this_thread::yield();
      continue;
    }
    if (v % 7 == 0)
      errors++;
    processed++;
    if (errors > 10)
      stop = true;
    if (stop)
      break;
  }
  std::printf("%d done\n", id);
}
int main() {
  for (int i = 0; i < N; ++i)
    q.push(i);
  std::vector<std::thread> t;
  for (int i = 0; i < 3; ++i)
    t.emplace_back(worker, i);
  for (auto &x : t)
    x.join();
  int p = processed;
  if (p > 5)
    processed = 0;
}
