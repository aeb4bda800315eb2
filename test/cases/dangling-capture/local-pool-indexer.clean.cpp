// Indexes documents with local pools, which join before the locals go that their tasks refer to.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <queue>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Pool {
public:
  explicit Pool(unsigned size) {
    threads_.reserve(size);
    for (unsigned i = 0; i < size; ++i)
      threads_.emplace_back(&Pool::work, this);
  }
  Pool(const Pool &) = delete;
  Pool &operator=(const Pool &) = delete;

  ~Pool() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closing_ = true;
      wakeup_.notify_all();
    }
    for (std::thread &thread : threads_)
      thread.join();
  }

  template <class F> void submit(F &&task) {
    std::lock_guard<std::mutex> guard(mutex_);
    tasks_.emplace(std::forward<F>(task));
    wakeup_.notify_one();
  }

private:
  void work() {
    while (std::optional<std::function<void()>> task = next())
      (*task)();
  }

  // Nothing once the pool is closing and the queue is empty.
  std::optional<std::function<void()>> next() {
    std::unique_lock<std::mutex> lock(mutex_);
    wakeup_.wait(lock, [this] { return closing_ || !tasks_.empty(); });
    if (tasks_.empty())
      return std::nullopt;
    std::function<void()> task = std::move(tasks_.front());
    tasks_.pop();
    return task;
  }

  std::mutex mutex_;
  std::condition_variable wakeup_;
  std::queue<std::function<void()>> tasks_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

using Index = std::map<std::string, unsigned>;

static void addWords(const std::string &document, std::mutex &mutex, Index &index) {
  std::istringstream in(document);
  std::string word;
  while (in >> word) {
    std::lock_guard<std::mutex> guard(mutex);
    ++index[word];
  }
}

Index indexAll(const std::vector<std::string> &documents) {
  Index index;
  std::mutex mutex;
  {
    Pool pool(2);
    for (const std::string &document : documents)
      pool.submit([&] { addWords(document, mutex, index); });
  }
  return index;
}

// The helper is given references to what its caller has declared before the pool.
static void submitLengths(Pool &pool, const std::vector<std::string> &documents, std::vector<std::size_t> &lengths) {
  for (std::size_t i = 0; i < documents.size(); ++i)
    pool.submit([&documents, &lengths, i] { lengths[i] = documents[i].size(); });
}

std::size_t totalLength(const std::vector<std::string> &documents) {
  std::vector<std::size_t> lengths(documents.size());
  {
    Pool pool(2);
    submitLengths(pool, documents, lengths);
  }
  std::size_t total = 0;
  for (const std::size_t length : lengths)
    total += length;
  return total;
}

bool mentions(const std::vector<std::string> &documents, const std::string &word) {
  std::atomic<bool> found{false};
  const std::string needle = " " + word + " ";
  std::vector<std::jthread> readers;
  readers.reserve(documents.size());
  for (const std::string &document : documents) {
    if (document.empty())
      return false;
    readers.emplace_back([&found, &needle, &document] {
      if ((" " + document + " ").find(needle) != std::string::npos)
        found = true;
    });
  }
  readers.clear();
  return found;
}

int main() {
  const std::vector<std::string> documents{"the cat and the dog", "the bird", "a dog"};
  const Index index = indexAll(documents);
  const bool fine = index.at("the") == 3 && index.at("dog") == 2 && totalLength(documents) == 32;
  return fine && mentions(documents, "bird") && !mentions({"the bird", ""}, "bird") ? 0 : 1;
}
