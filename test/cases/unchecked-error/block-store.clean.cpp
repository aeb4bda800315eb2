#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <system_error>
#include <utility>

#include <pthread.h>

namespace blocks {

class [[nodiscard]] Status {
 public:
  static Status OK() { return Status(); }
  static Status Corruption(std::string msg) { return Status(std::move(msg)); }
  bool ok() const { return msg_.empty(); }
  const std::string& message() const { return msg_; }

 private:
  Status() = default;
  explicit Status(std::string msg) : msg_(std::move(msg)) {}
  std::string msg_;
};

#define RETURN_IF_ERROR(expr)    \
  do {                           \
    Status st_ = (expr);         \
    if (!st_.ok()) return st_;   \
  } while (0)

inline void check(int rc, const char* what) {
  if (rc != 0) throw std::system_error(rc, std::generic_category(), what);
}

class Mutex {
 public:
  Mutex() { check(pthread_mutex_init(&m_, nullptr), "mutex init"); }
  ~Mutex() { (void)pthread_mutex_destroy(&m_); }
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void Lock() { check(pthread_mutex_lock(&m_), "mutex lock"); }
  void Unlock() { (void)pthread_mutex_unlock(&m_); }

 private:
  pthread_mutex_t m_;
};

class MutexLock {
 public:
  explicit MutexLock(Mutex& m) : m_(m) { m_.Lock(); }
  ~MutexLock() { m_.Unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& m_;
};

using Block = std::array<std::uint8_t, 512>;

class BlockStore {
 public:
  Status Put(std::uint32_t id, const Block& b) {
    RETURN_IF_ERROR(CheckId(id));
    RETURN_IF_ERROR(CheckTrailer(b));
    MutexLock lock(mutex_);
    blocks_[id] = b;
    return Status::OK();
  }

  Status Get(std::uint32_t id, Block* out) {
    RETURN_IF_ERROR(CheckId(id));
    {
      MutexLock lock(mutex_);
      auto it = blocks_.find(id);
      if (it == blocks_.end()) return Status::Corruption("missing block");
      *out = it->second;
    }
    return CheckTrailer(*out);
  }

  Status Copy(std::uint32_t from, std::uint32_t to) {
    Block b;
    RETURN_IF_ERROR(Get(from, &b));
    RETURN_IF_ERROR(Put(to, b));
    return Status::OK();
  }

 private:
  static Status CheckId(std::uint32_t id) {
    return id < kMaxBlocks ? Status::OK() : Status::Corruption("block id");
  }

  static Status CheckTrailer(const Block& b) {
    std::uint32_t sum = 0, want = 0;
    for (std::size_t i = 0; i < b.size() - sizeof want; ++i) sum = sum * 31 + b[i];
    std::memcpy(&want, b.data() + b.size() - sizeof want, sizeof want);
    return sum == want ? Status::OK() : Status::Corruption("checksum");
  }

  static constexpr std::uint32_t kMaxBlocks = 1u << 20;

  Mutex mutex_;
  std::map<std::uint32_t, Block> blocks_;
};

}  // namespace blocks
