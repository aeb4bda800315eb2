// A photo viewer's thumbnail store behind a d-pointer, with a mutex and a locker of its own on top of pthread.
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <pthread.h>
#include <string>
#include <system_error>
#include <thread>

class Mutex {
public:
  Mutex() {
    if (const int error = pthread_mutex_init(&handle_, nullptr))
      throw std::system_error(error, std::generic_category(), "pthread_mutex_init");
  }
  ~Mutex() { pthread_mutex_destroy(&handle_); }
  Mutex(const Mutex &) = delete;
  Mutex &operator=(const Mutex &) = delete;

private:
  friend class MutexLocker;
  pthread_mutex_t handle_;
};

class MutexLocker {
public:
  explicit MutexLocker(Mutex *mutex) : mutex_(mutex) {
    if (const int error = pthread_mutex_lock(&mutex_->handle_))
      throw std::system_error(error, std::generic_category(), "pthread_mutex_lock");
  }
  ~MutexLocker() { pthread_mutex_unlock(&mutex_->handle_); }
  MutexLocker(const MutexLocker &) = delete;
  MutexLocker &operator=(const MutexLocker &) = delete;

private:
  Mutex *mutex_;
};

class ThumbnailStorePrivate {
public:
  Mutex mutex;
  std::map<std::string, std::string> pixels;
  std::list<std::string> byAge;
  std::size_t bytes = 0;
};

class ThumbnailStore {
public:
  ThumbnailStore() : d(std::make_unique<ThumbnailStorePrivate>()) {}

  void insert(const std::string &file, const std::string &pixels) {
    MutexLocker(&d->mutex); // finding: 'd->mutex'
    if (!d->pixels.emplace(file, pixels).second)
      return;
    d->byAge.push_back(file);
    d->bytes += pixels.size();
    while (d->bytes > 4096 && d->byAge.size() > 1) {
      const auto oldest = d->pixels.find(d->byAge.front());
      d->bytes -= oldest->second.size();
      d->pixels.erase(oldest);
      d->byAge.pop_front();
    }
  }

  bool contains(const std::string &file) const {
    MutexLocker locker(&d->mutex);
    return d->pixels.count(file) != 0;
  }

  std::size_t bytes() const {
    MutexLocker locker(&d->mutex);
    return d->bytes;
  }

private:
  const std::unique_ptr<ThumbnailStorePrivate> d;
};

static void scan(ThumbnailStore &store, const char *folder) {
  for (int number = 0; number < 50; ++number) {
    const std::string file = std::string(folder) + "/" + std::to_string(number) + ".jpg";
    store.insert(file, std::string(100, static_cast<char>('a' + number % 26)));
  }
}

int main() {
  ThumbnailStore store;
  {
    std::jthread holiday(scan, std::ref(store), "holiday");
    std::jthread garden(scan, std::ref(store), "garden");
  }
  return store.bytes() == 4000 && !store.contains("attic/1.jpg") ? 0 : 1;
}
