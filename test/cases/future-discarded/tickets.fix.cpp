// Work that is handed to a loop whose tickets are asked, and tasks whose futures are kept.
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>
class Loop {
public:
  template <class F, class... A> auto submit(F &&f, A &&...a) -> std::future<std::invoke_result_t<F, A...>> {
    using R = std::invoke_result_t<F, A...>;
    auto task = std::make_shared<std::packaged_task<R()>>(std::bind(std::forward<F>(f), std::forward<A>(a)...));
    std::future<R> result = task->get_future();
    {
      std::lock_guard<std::mutex> l(m_);
      q_.emplace([task] { (*task)(); });
    }
    return result;
  }
  std::future<bool> write(std::string s) {
    std::promise<bool> p;
    auto f = p.get_future();
    pending_.push_back(std::move(p));
    return f;
  }

private:
  std::mutex m_;
  std::queue<std::function<void()>> q_;
  std::vector<std::promise<bool>> pending_;
};
bool save(int n) {
  if (n < 0)
    throw std::runtime_error("x");
  return n > 3;
}
void check(int n) {
  if (n < 0)
    throw std::runtime_error("x");
}
void quiet(int) {}
void use(Loop &loop) {
  auto saved = loop.submit(save, 3);
  auto checked = loop.submit(check, -1);
  loop.submit(quiet, 3);
  (void)loop.write("a");
  auto used = loop.write("b");
  checked.get();
  if (saved.get() && used.get())
    std::puts("saved");
  (void)loop.write("c");
  std::ignore = loop.write("d");
  if (loop.write("e").get())
    std::puts("ok");
  std::vector<std::future<bool>> fs;
  fs.push_back(loop.write("f"));
  for (auto &f : fs)
    f.get();
}
struct S {
  std::vector<std::future<void>> all_;
  void all(int n) {
    for (int i = 0; i < n; ++i)
      all_.push_back(std::async(std::launch::async, quiet, i));
  }
  void one() {
    std::future<void> f = std::async(std::launch::async, quiet, 1);
    std::puts("after");
  }
  void two() {
    auto f = std::async(std::launch::async, quiet, 1);
    std::puts("after");
    f.wait();
  }
  void three() {
    all_.push_back(std::async(std::launch::async, [this] { std::lock_guard<std::mutex> g(m); }));
  }
  std::mutex m;
};
int main() {
  Loop l;
  use(l);
  S s;
  s.all(3);
  s.one();
  s.two();
  s.three();
}
