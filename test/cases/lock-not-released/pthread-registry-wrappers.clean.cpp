// A service registry on checked pthread wrappers: Mutex, CondVar, MutexLock with unlock(), and a reader-writer lock.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <pthread.h>
#include <shared_mutex>
#include <string>
#include <time.h>

namespace {

void check(int error, const char *what) {
  if (error != 0) {
    std::fprintf(stderr, "%s: %s\n", what, std::strerror(error));
    std::abort();
  }
}

struct NonCopyable {
  NonCopyable() = default;
  NonCopyable(const NonCopyable &) = delete;
};

class Mutex : NonCopyable {
public:
  Mutex() { check(pthread_mutex_init(&raw_, nullptr), "mutex_init"); }
  ~Mutex() { check(pthread_mutex_destroy(&raw_), "mutex_destroy"); }
  void lock() { check(pthread_mutex_lock(&raw_), "mutex_lock"); }
  void unlock() { check(pthread_mutex_unlock(&raw_), "mutex_unlock"); }
private:
  friend class CondVar;
  pthread_mutex_t raw_;
};

class MutexLock : NonCopyable {
public:
  explicit MutexLock(Mutex &mutex) : mutex_(&mutex) { mutex_->lock(); }
  ~MutexLock() { unlock(); }
  void unlock() { // may be called early, and then the destructor does nothing
    if (mutex_ != nullptr)
      mutex_->unlock();
    mutex_ = nullptr;
  }
private:
  Mutex *mutex_;
};

class CondVar : NonCopyable {
public:
  explicit CondVar(Mutex &mutex) : mutex_(mutex) {
    pthread_condattr_t attr;
    check(pthread_condattr_init(&attr), "condattr_init");
    check(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC), "condattr_setclock");
    check(pthread_cond_init(&raw_, &attr), "cond_init");
    check(pthread_condattr_destroy(&attr), "condattr_destroy");
  }
  ~CondVar() { check(pthread_cond_destroy(&raw_), "cond_destroy"); }
  bool waitUntil(const timespec &deadline) { // with the mutex held; false on timeout
    const int error = pthread_cond_timedwait(&raw_, &mutex_.raw_, &deadline);
    check(error == ETIMEDOUT ? 0 : error, "cond_timedwait");
    return error == 0;
  }
  void broadcast() { check(pthread_cond_broadcast(&raw_), "cond_broadcast"); }
private:
  Mutex &mutex_;
  pthread_cond_t raw_;
};

class RwLock : NonCopyable {
public:
  RwLock() { check(pthread_rwlock_init(&raw_, nullptr), "rwlock_init"); }
  ~RwLock() { check(pthread_rwlock_destroy(&raw_), "rwlock_destroy"); }
  void lock() { check(pthread_rwlock_wrlock(&raw_), "rwlock_wrlock"); }
  void lock_shared() { check(pthread_rwlock_rdlock(&raw_), "rwlock_rdlock"); }
  void unlock() { check(pthread_rwlock_unlock(&raw_), "rwlock_unlock"); }
  void unlock_shared() { unlock(); }
private:
  pthread_rwlock_t raw_;
};

class Registry {
public:
  int add(const std::string &name, int port) {
    if (name.empty() || port <= 0)
      return EINVAL;
    if (std::unique_lock<RwLock> writing(tableLock_); !table_.emplace(name, port).second)
      return EEXIST;
    MutexLock lock(mutex_);
    ++added_;
    lock.unlock();
    addedChanged_.broadcast();
    return 0;
  }
  int find(const std::string &name, int *port) {
    std::shared_lock<RwLock> reading(tableLock_);
    const auto it = table_.find(name);
    *port = it == table_.end() ? 0 : it->second;
    return it == table_.end() ? ENOENT : 0;
  }
  int waitForCount(int count, int seconds) {
    timespec deadline{};
    if (clock_gettime(CLOCK_MONOTONIC, &deadline) != 0)
      return errno;
    deadline.tv_sec += seconds;
    MutexLock lock(mutex_);
    while (added_ < count && addedChanged_.waitUntil(deadline))
      continue;
    return added_ < count ? ETIMEDOUT : 0;
  }

private:
  RwLock tableLock_;
  std::map<std::string, int> table_; // guarded by tableLock_
  Mutex mutex_;
  CondVar addedChanged_{mutex_};
  int added_ = 0; // guarded by mutex_
};

struct Worker {
  Registry *registry;
  int base, error;
};

extern "C" void *workerMain(void *arg) {
  auto *self = static_cast<Worker *>(arg);
  for (int i = 1; i <= 50 && self->error == 0; ++i) {
    const std::string name = "service-" + std::to_string(self->base + i);
    int port = 0;
    self->error = self->registry->add(name, self->base + i);
    if (self->error == 0)
      self->error = self->registry->find(name, &port);
  }
  return self->error == 0 ? nullptr : self;
}

} // namespace

int main() {
  Registry registry;
  Worker workers[3] = {{&registry, 100, 0}, {&registry, 200, 0}, {&registry, 300, 0}};
  pthread_t threads[3];
  for (int i = 0; i < 3; ++i)
    check(pthread_create(&threads[i], nullptr, workerMain, &workers[i]), "create");
  bool ok = registry.waitForCount(150, 30) == 0;
  for (pthread_t thread : threads) {
    void *failed = nullptr;
    check(pthread_join(thread, &failed), "join");
    ok = ok && failed == nullptr;
  }
  int port = 0;
  ok = ok && registry.add("service-101", 1) == EEXIST && registry.find("service-350", &port) == 0 && port == 350;
  return ok ? 0 : 1;
}
