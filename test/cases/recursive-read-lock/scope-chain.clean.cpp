// Scopes of an interpreter, each with a reader-writer lock of the same name: a look-up holds the scope's shared while it reads the enclosing one's.
#include <array>
#include <cstddef>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>

class Scope {
public:
  explicit Scope(const Scope *outer = nullptr) : outer_(outer) {}

  void define(const std::string &name, int value) {
    std::unique_lock<std::shared_mutex> writing(mutex_);
    names_[name] = value;
  }

  // From the inside out, never the other way.
  bool lookUp(const std::string &name, int &value) const {
    std::shared_lock<std::shared_mutex> reading(mutex_);
    const auto found = names_.find(name);
    if (found != names_.end()) {
      value = found->second;
      return true;
    }
    return outer_ && outer_->lookUp(name, value);
  }

  std::size_t size() const {
    mutex_.lock_shared();
    const std::size_t count = names_.size();
    mutex_.unlock_shared();
    return count;
  }

private:
  const Scope *const outer_;
  mutable std::shared_mutex mutex_;
  std::map<std::string, int> names_;
};

// Buckets with a lock each, read in the order of their indices.
class Constants {
public:
  void intern(const std::string &text) {
    const std::size_t bucket = text.size() % kBuckets;
    std::unique_lock<std::shared_mutex> writing(locks_[bucket]);
    ++uses_[bucket][text];
  }

  std::size_t inNeighbours(std::size_t bucket) {
    if (bucket + 1 >= kBuckets)
      return 0;
    std::shared_lock<std::shared_mutex> here(locks_[bucket]);
    std::shared_lock<std::shared_mutex> next(locks_[bucket + 1]);
    return uses_[bucket].size() + uses_[bucket + 1].size();
  }

  std::size_t all() {
    for (std::shared_mutex &lock : locks_)
      lock.lock_shared();
    std::size_t count = 0;
    for (const auto &uses : uses_)
      count += uses.size();
    for (std::shared_mutex &lock : locks_)
      lock.unlock_shared();
    return count;
  }

private:
  static constexpr std::size_t kBuckets = 4;
  std::array<std::shared_mutex, kBuckets> locks_;
  std::array<std::map<std::string, unsigned>, kBuckets> uses_;
};

int main() {
  Scope global, function(&global), block(&function);
  Constants constants;
  global.define("pi", 3);
  std::thread other([&] {
    function.define("x", 1);
    constants.intern("abc");
  });
  constants.intern("ab");
  int value = 0;
  const bool found = block.lookUp("pi", value);
  other.join();
  return found && value == 3 && block.size() == 0 && constants.all() == 2 && constants.inNeighbours(2) == 2 ? 0 : 1;
}
