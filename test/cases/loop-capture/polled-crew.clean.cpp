// Shards are scanned by a crew of detached threads. Its join() waits for no thread: it polls a count until nobody works
// any more, in a helper that takes the question as a callable.
#include <atomic>
#include <cstddef>
#include <string>
#include <thread>
#include <utility>
#include <vector>

template <class Question> static void pollUntil(Question isSo) {
  for (unsigned tries = 0; !isSo(); ++tries)
    if (tries > 64)
      std::this_thread::yield();
}

class Crew {
public:
  Crew() = default;
  Crew(const Crew &) = delete;
  Crew &operator=(const Crew &) = delete;
  ~Crew() { join(); }

  template <class Work> void go(Work work) {
    working_.fetch_add(1);
    std::thread([this, work = std::move(work)] {
      work();
      working_.fetch_sub(1);
    }).detach();
  }

  void join() {
    pollUntil([this] { return working_.load() == 0; });
  }

private:
  std::atomic<int> working_ = 0;
};

struct Shard {
  std::string name;
  std::vector<std::string> rows;
};

static std::size_t countMatches(Crew &crew, const std::vector<Shard> &shards, const std::vector<std::string> &needles) {
  std::size_t all = 0;
  for (const std::string &needle : needles) {
    std::atomic<std::size_t> found = 0;
    for (const Shard &shard : shards)
      crew.go([&found, &needle, rows = &shard.rows] {
        for (const std::string &row : *rows)
          found += row.find(needle) != std::string::npos;
      });
    crew.join();
    all += found.load();
  }
  return all;
}

int main() {
  Crew crew;
  return static_cast<int>(countMatches(crew, {{"a", {"one", "two"}}, {"b", {"three"}}}, {"o", "e"}));
}
