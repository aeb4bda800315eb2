// A font registry with an annotated reader-writer mutex; substituting a font gives its reader lock back before it asks for the default.
#include <map>
#include <shared_mutex>
#include <string>
#include <thread>

#ifdef __clang__
#define TSA(...) __attribute__((__VA_ARGS__))
#else
#define TSA(...)
#endif

class TSA(lockable) SharedMutex {
public:
  void Lock() TSA(exclusive_lock_function()) { impl_.lock(); }
  void Unlock() TSA(unlock_function()) { impl_.unlock(); }
  void ReaderLock() TSA(shared_lock_function()) { impl_.lock_shared(); }
  void ReaderUnlock() TSA(unlock_function()) { impl_.unlock_shared(); }

private:
  std::shared_mutex impl_;
};

class TSA(scoped_lockable) ReaderMutexLock {
public:
  explicit ReaderMutexLock(SharedMutex *mu) TSA(shared_lock_function(mu)) : mu_(mu) { mu_->ReaderLock(); }
  ~ReaderMutexLock() TSA(unlock_function()) { mu_->ReaderUnlock(); }
  ReaderMutexLock(const ReaderMutexLock &) = delete;
  ReaderMutexLock &operator=(const ReaderMutexLock &) = delete;

private:
  SharedMutex *const mu_;
};

class FontRegistry {
public:
  void Register(const std::string &family, const std::string &file) TSA(locks_excluded(mu_)) {
    mu_.Lock();
    files_[family] = file;
    if (default_family_.empty())
      default_family_ = family;
    mu_.Unlock();
  }

  std::string DefaultFile() TSA(locks_excluded(mu_)) {
    ReaderMutexLock lock(&mu_);
    const auto it = files_.find(default_family_);
    return it == files_.end() ? "builtin" : it->second;
  }

  std::string Substitute(const std::string &family) TSA(locks_excluded(mu_)) {
    {
      ReaderMutexLock lock(&mu_);
      const auto it = files_.find(family);
      if (it != files_.end())
        return it->second;
    }
    return DefaultFile();
  }

private:
  SharedMutex mu_;
  std::map<std::string, std::string> files_ TSA(guarded_by(mu_));
  std::string default_family_ TSA(guarded_by(mu_));
};

int main() {
  FontRegistry fonts;
  std::thread scan([&fonts] {
    fonts.Register("Sans", "sans.ttf");
    fonts.Register("Serif", "serif.ttf");
  });
  const std::string early = fonts.Substitute("Serif");
  scan.join();
  return !early.empty() && fonts.Substitute("Mono") == "sans.ttf" && fonts.Substitute("Serif") == "serif.ttf" ? 0 : 1;
}
