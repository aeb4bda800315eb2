// Lends a limited number of connections, with an annotated mutex and condition; whoever waits is woken by good and broken ones.
#include <cstdlib>
#include <memory>
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

namespace port {

inline void must(int error) {
  if (error != 0)
    std::abort();
}

class __attribute__((capability("mutex"))) Mutex {
public:
  Mutex() { must(pthread_mutex_init(&mutex_, nullptr)); }
  Mutex(const Mutex &) = delete;
  Mutex &operator=(const Mutex &) = delete;
  ~Mutex() { must(pthread_mutex_destroy(&mutex_)); }

  void Lock() __attribute__((acquire_capability())) { must(pthread_mutex_lock(&mutex_)); }
  void Unlock() __attribute__((release_capability())) { must(pthread_mutex_unlock(&mutex_)); }

private:
  friend class CondVar;
  pthread_mutex_t mutex_;
};

class CondVar {
public:
  explicit CondVar(Mutex *mutex) : mutex_(mutex) { must(pthread_cond_init(&condition_, nullptr)); }
  CondVar(const CondVar &) = delete;
  CondVar &operator=(const CondVar &) = delete;
  ~CondVar() { must(pthread_cond_destroy(&condition_)); }

  void Wait() { must(pthread_cond_wait(&condition_, &mutex_->mutex_)); }
  void Signal() { must(pthread_cond_signal(&condition_)); }

private:
  Mutex *const mutex_;
  pthread_cond_t condition_;
};

class __attribute__((scoped_lockable)) MutexLock {
public:
  explicit MutexLock(Mutex *mutex) __attribute__((acquire_capability(mutex))) : mutex_(mutex) { mutex_->Lock(); }
  MutexLock(const MutexLock &) = delete;
  MutexLock &operator=(const MutexLock &) = delete;
  ~MutexLock() __attribute__((release_capability())) { mutex_->Unlock(); }

private:
  Mutex *const mutex_;
};

} // namespace port

struct Connection {
  unsigned queries = 0;
  bool broken = false;
};

class ConnectionBroker {
public:
  explicit ConnectionBroker(unsigned limit) : limit_(limit), returned_(&mutex_) {}

  std::unique_ptr<Connection> Borrow() {
    port::MutexLock hold(&mutex_);
    while (lent_ == limit_)
      returned_.Wait();
    ++lent_;
    if (idle_.empty())
      return std::make_unique<Connection>();
    std::unique_ptr<Connection> connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }

  void GiveBack(std::unique_ptr<Connection> connection) {
    port::MutexLock hold(&mutex_);
    --lent_;
    if (!connection->broken)
      idle_.push_back(std::move(connection));
    returned_.Signal();
  }

private:
  const unsigned limit_;
  port::Mutex mutex_;
  port::CondVar returned_;
  unsigned lent_ __attribute__((guarded_by(mutex_))) = 0;
  std::vector<std::unique_ptr<Connection>> idle_ __attribute__((guarded_by(mutex_)));
};

static void Query(ConnectionBroker &broker, unsigned &done) {
  for (int round = 0; round < 10; ++round) {
    std::unique_ptr<Connection> connection = broker.Borrow();
    ++done;
    connection->broken = ++connection->queries % 3 == 0;
    broker.GiveBack(std::move(connection));
  }
}

int main() {
  ConnectionBroker broker(1);
  unsigned first = 0, second = 0;
  std::thread other([&] { Query(broker, second); });
  Query(broker, first);
  other.join();
  return first + second == 20 ? 0 : 1;
}
