// Renders thumbnails on a pool with a templated submit(): each task has its own iterator.
#include <condition_variable>
#include <functional>
#include <future>
#include <iostream>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

class Pool {
public:
  explicit Pool(unsigned n) {
    while (n-- > 0)
      threads_.emplace_back([this] { loop(); });
  }

  ~Pool() {
    std::unique_lock lock(m_);
    done_ = true;
    lock.unlock();
    cv_.notify_all();
    for (auto &t : threads_)
      t.join();
  }

  template <class F>
  auto submit(F &&f) -> std::future<std::invoke_result_t<F>> {
    using Result = std::invoke_result_t<F>;
    auto task = std::make_shared<std::packaged_task<Result()>>(std::forward<F>(f));
    std::future<Result> result = task->get_future();
    {
      std::scoped_lock lock(m_);
      tasks_.emplace([task] { (*task)(); });
    }
    cv_.notify_one();
    return result;
  }

private:
  void loop() {
    while (true) {
      std::function<void()> task;
      {
        std::unique_lock lock(m_);
        cv_.wait(lock, [&] { return done_ || !tasks_.empty(); });
        if (tasks_.empty())
          return;
        task = std::move(tasks_.front());
        tasks_.pop();
      }
      task();
    }
  }

  std::mutex m_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  bool done_ = false;
};

struct Picture {
  std::string path;
  bool hidden;
};

static std::string render(const Picture &picture, int size) {
  return picture.path + "@" + std::to_string(size);
}

std::vector<std::string> thumbnails(Pool &pool, const std::vector<Picture> &album, int size) {
  std::vector<std::future<std::string>> pending;
  for (auto it = album.begin(); it != album.end(); ++it) {
    if (it->hidden)
      continue;
    pending.push_back(pool.submit([&, it] { return render(*it, size); }));
  }
  std::vector<std::string> images;
  for (auto &image : pending)
    images.push_back(image.get());
  return images;
}

int main() {
  Pool pool(3);
  const std::vector<Picture> album = {{"a.png", false}, {"b.png", true}, {"c.png", false}};
  for (const auto &image : thumbnails(pool, album, 128))
    std::cout << image << '\n';
}
