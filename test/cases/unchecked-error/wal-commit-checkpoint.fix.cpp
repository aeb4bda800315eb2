// A write-ahead log with a Status class of its own.
#include <cstdio>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

class [[nodiscard]] Status {
public:
  static Status okay() { return Status(); }
  static Status ioError(std::string text) { return Status(std::move(text)); }

  bool ok() const { return text_.empty(); }
  const std::string &text() const { return text_; }

private:
  Status() = default;
  explicit Status(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

enum class Kind { Put, Erase, Checkpoint };

struct Record {
  Kind kind;
  std::string payload;
};

class LogFile {
public:
  explicit LogFile(const char *path) : file_(std::fopen(path, "ab")) {}
  ~LogFile() {
    if (file_)
      std::fclose(file_);
  }

  Status append(const Record &record) {
    if (!file_ || std::fwrite(record.payload.data(), 1, record.payload.size(), file_) != record.payload.size())
      return Status::ioError("append");
    return Status::okay();
  }

  Status sync() { return file_ && std::fflush(file_) == 0 ? Status::okay() : Status::ioError("sync"); }

private:
  std::FILE *file_;
};

class Store {
public:
  explicit Store(const char *path) : log_(path) {}

  Status commit(const Record &record) {
    std::lock_guard<std::mutex> lock(mutex_);
    Status appended = log_.append(record);
    if (!appended.ok())
      return appended;
    if (record.kind == Kind::Checkpoint) {
      dirty_.clear();
      return log_.sync();
    }
    dirty_.push_back(record.payload);
    return Status::okay();
  }

private:
  std::mutex mutex_;
  LogFile log_;
  std::vector<std::string> dirty_;
};

int main() {
  Store store("store.wal");
  if (Status put = store.commit({Kind::Put, "k=v"}); !put.ok())
    return std::puts(put.text().c_str()), 1;
  return store.commit({Kind::Checkpoint, "#1"}).ok() ? 0 : 1;
}
