// Looks up a key in a sorted index file.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <type_traits>
#include <unistd.h>

struct IndexHeader {
  char magic[8];
  std::uint64_t entries;
};

struct IndexEntry {
  std::uint64_t key;
  std::uint64_t offset;
};

template <class T> T fetch(int fd) {
  static_assert(std::is_trivially_copyable_v<T>);
  T value;
  if (::read(fd, &value, sizeof value) != static_cast<ssize_t>(sizeof value))
    throw std::runtime_error("index file is cut short");
  return value;
}

class Index {
public:
  explicit Index(const char *path) : fd_(::open(path, O_RDONLY | O_CLOEXEC)) {
    if (fd_ < 0)
      throw std::runtime_error("cannot open the index");
  }
  ~Index() { ::close(fd_); }
  Index(const Index &) = delete;
  Index &operator=(const Index &) = delete;

  bool lookup(std::uint64_t key, std::uint64_t &offset) const {
    if (::lseek(fd_, 0, SEEK_SET) < 0)
      return false;
    const IndexHeader header = fetch<IndexHeader>(fd_);
    if (std::memcmp(header.magic, "INDEX\0\0\1", sizeof header.magic) != 0)
      return false;
    for (std::uint64_t i = 0; i < header.entries; ++i) {
      const IndexEntry entry = fetch<IndexEntry>(fd_);
      if (entry.key == key) {
        offset = entry.offset;
        return true;
      }
      if (entry.key > key)
        break;
    }
    return false;
  }

private:
  int fd_;
};

int main(int argc, char **argv) {
  if (argc < 2)
    return 2;
  const Index index(argv[1]);
  std::uint64_t offset = 0;
  if (!index.lookup(4711, offset))
    return 1;
  std::printf("%llu\n", static_cast<unsigned long long>(offset));
}
