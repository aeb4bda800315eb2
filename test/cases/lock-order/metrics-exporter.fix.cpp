// Metrics with two global annotated locks; registering takes the registry's and then the exporter's, detaching one after the other.
#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#ifdef __clang__
#define ANNOTATE(x) __attribute__((x))
#else
#define ANNOTATE(x)
#endif
#define GUARDED_BY(x) ANNOTATE(guarded_by(x))
#define EXCLUSIVE_LOCK_FUNCTION(...) ANNOTATE(exclusive_lock_function(__VA_ARGS__))
#define UNLOCK_FUNCTION(...) ANNOTATE(unlock_function(__VA_ARGS__))

class ANNOTATE(lockable) Mutex {
public:
  void Lock() EXCLUSIVE_LOCK_FUNCTION() { mutex_.lock(); }
  void Unlock() UNLOCK_FUNCTION() { mutex_.unlock(); }

private:
  std::mutex mutex_;
};

class ANNOTATE(scoped_lockable) MutexLock {
public:
  explicit MutexLock(Mutex *mutex) EXCLUSIVE_LOCK_FUNCTION(mutex) : mutex_(mutex) { mutex->Lock(); }
  ~MutexLock() UNLOCK_FUNCTION() { mutex_->Unlock(); }
  MutexLock(const MutexLock &) = delete;
  MutexLock &operator=(const MutexLock &) = delete;

private:
  Mutex *const mutex_;
};

static Mutex g_registry_mu;
static std::map<std::string, double> g_metrics GUARDED_BY(g_registry_mu);
static Mutex g_exporter_mu;
static std::set<std::string> g_exported GUARDED_BY(g_exporter_mu);

static void Announce(const std::string &name) {
  MutexLock lock(&g_exporter_mu);
  g_exported.insert(name);
}

void SetMetric(const std::string &name, double value) {
  MutexLock lock(&g_registry_mu);
  const bool is_new = g_metrics.count(name) == 0;
  g_metrics[name] = value;
  if (is_new)
    Announce(name);
}

std::size_t DetachExporter(const std::string &prefix) {
  std::size_t before = 0, after = 0;
  {
    MutexLock lock(&g_exporter_mu);
    before = g_exported.size();
    for (auto it = g_exported.begin(); it != g_exported.end();)
      it = it->rfind(prefix, 0) == 0 ? g_exported.erase(it) : std::next(it);
    after = g_exported.size();
  }
  MutexLock registry_lock(&g_registry_mu);
  for (auto &[name, value] : g_metrics)
    if (name.rfind(prefix, 0) == 0)
      value = 0;
  return before - after;
}

int main() {
  std::thread worker([] {
    for (int i = 0; i < 20; ++i)
      SetMetric("disk." + std::to_string(i), i);
  });
  SetMetric("cpu.0", 0.5);
  const std::size_t some = DetachExporter("disk.");
  worker.join();
  return some + DetachExporter("disk.") == 20 && DetachExporter("") == 1 ? 0 : 1;
}
