// A sharded counter map around fork(): one handler locks every shard, the others unlock them all; plus a lockable class of its own.
#include <array>
#include <cstdio>
#include <mutex>
#include <pthread.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <unordered_map>

// Locks like a mutex and counts how often it was contended.
class CountingMutex {
public:
  void lock() {
    if (mutex_.try_lock())
      return;
    mutex_.lock();
    ++contended_;
  }
  bool try_lock() { return mutex_.try_lock(); }
  void unlock() { mutex_.unlock(); }
  unsigned contended() const { return contended_; }

private:
  std::mutex mutex_;
  unsigned contended_ = 0;
};

struct Shard {
  CountingMutex mutex;
  std::unordered_map<std::string, long> counters;
};

static std::array<Shard, 8> shards;
static std::mutex logMutex;

static void beforeFork() {
  logMutex.lock();
  for (Shard &shard : shards)
    shard.mutex.lock();
}

static void afterFork() {
  for (auto shard = shards.rbegin(); shard != shards.rend(); ++shard)
    shard->mutex.unlock();
  logMutex.unlock();
}

void add(const std::string &name, long by) {
  Shard &shard = shards[std::hash<std::string>()(name) % shards.size()];
  std::lock_guard<CountingMutex> guard(shard.mutex);
  shard.counters[name] += by;
}

long total() {
  long sum = 0;
  for (std::size_t i = 0; i < shards.size(); ++i)
    shards[i].mutex.lock();
  for (const Shard &shard : shards)
    for (const auto &[name, value] : shard.counters)
      sum += value;
  for (std::size_t i = shards.size(); i-- > 0;)
    shards[i].mutex.unlock();
  return sum;
}

void report() {
  const long sum = total();
  unsigned contended = 0;
  for (std::size_t i = 0; i < shards.size(); ++i) {
    shards[i].mutex.lock();
    contended += shards[i].mutex.contended();
    shards[i].mutex.unlock();
  }
  logMutex.lock();
  std::printf("%ld, contended %u times\n", sum, contended);
  logMutex.unlock();
}

int main() {
  if (pthread_atfork(beforeFork, afterFork, afterFork) != 0)
    return 1;
  add("requests", 3);
  const pid_t child = fork();
  if (child < 0)
    return 1;
  if (child == 0) {
    add("requests", 1);
    _exit(total() == 4 ? 0 : 1);
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child)
    return 1;
  report();
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
