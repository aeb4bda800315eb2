// Futures that are waited for at the end of a scope, kept in members, maps, optionals, replaced only after they were asked.
#include <cstdio>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>
static int slow(int n) { return n * 2; }
static void cleanup() {}
struct Job {
  std::promise<int> p;
  int n;
};
class Worker {
public:
  std::future<int> ask(int n) {
    auto j = std::make_shared<Job>();
    j->n = n;
    auto f = j->p.get_future();
    jobs_.push_back(j);
    return f;
  }
  void post(std::function<void()> f) { tasks_.push_back(std::move(f)); }
  std::shared_future<int> shared(int n) { return ask(n).share(); }
  void drain() {
    for (auto &j : jobs_)
      j->p.set_value(j->n);
    jobs_.clear();
    for (auto &t : tasks_)
      t();
    tasks_.clear();
  }

private:
  std::deque<std::shared_ptr<Job>> jobs_;
  std::deque<std::function<void()>> tasks_;
};
int both() {
  auto a = std::async(std::launch::async, slow, 1);
  auto b = std::async(std::launch::async, slow, 2);
  return a.get() + b.get();
}
void background(bool flag) {
  std::future<int> f;
  if (flag)
    f = std::async(std::launch::async, slow, 1);
  std::puts("meanwhile");
  if (f.valid())
    f.wait();
}
void raii() {
  auto done = std::async(std::launch::async, cleanup);
  for (int i = 0; i < 3; ++i)
    std::printf("%d", i);
}
int timeout() {
  auto f = std::async(std::launch::async, slow, 3);
  if (f.wait_for(std::chrono::milliseconds(5)) == std::future_status::ready)
    return f.get();
  return -1;
}
std::vector<std::future<int>> all(int n) {
  std::vector<std::future<int>> v(n);
  for (int i = 0; i < n; ++i)
    v[i] = std::async(std::launch::async, slow, i);
  return v;
}
void pipeline(int n) {
  std::future<int> prev;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    auto next = std::async(std::launch::async, slow, i);
    if (prev.valid())
      sum += prev.get();
    prev = std::move(next);
  }
  if (prev.valid())
    sum += prev.get();
  std::printf("%d", sum);
}
void prefetch(int n) {
  std::future<int> next = std::async(std::launch::async, slow, 0);
  for (int i = 1; i <= n; ++i) {
    int now = next.get();
    next = std::async(std::launch::async, slow, i);
    std::printf("%d", now);
  }
  next.get();
}
std::optional<std::future<int>> maybe(bool b) {
  if (!b)
    return std::nullopt;
  return std::async(std::launch::async, slow, 4);
}
struct Holder {
  std::future<int> f;
  Holder() : f(std::async(std::launch::async, slow, 5)) {}
  int get() { return f.get(); }
};
void packaged() {
  std::packaged_task<int()> t([] { return slow(2); });
  auto f = t.get_future();
  std::thread th(std::move(t));
  std::printf("%d", f.get());
  th.join();
}
int main() {
  Worker w;
  auto a = w.ask(1);
  auto s = w.shared(2), s2 = s;
  w.post([] { std::puts("x"); });
  w.drain();
  std::printf("%d %d %d", a.get(), s.get(), s2.get());
  both();
  background(true);
  raii();
  timeout();
  for (auto &f : all(3))
    f.get();
  pipeline(3);
  prefetch(3);
  if (auto m = maybe(true))
    m->get();
  Holder h;
  h.get();
  packaged();
  std::map<std::string, std::future<int>> m;
  m.emplace("a", std::async(std::launch::async, slow, 1));
  m["b"] = std::async(std::launch::async, slow, 2);
  for (auto &[k, f] : m)
    f.wait();
  std::async(std::launch::async, slow, 9).wait();
  [[maybe_unused]] int r = std::async(std::launch::async, slow, 9).get();
}
