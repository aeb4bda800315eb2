// An audit log with a ring of the newest records, which locks on writing only when it was made for several threads.
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

enum class Severity { Info, Warning, Alarm };

struct Record {
  std::uint64_t number = 0;
  Severity severity = Severity::Info;
  std::string text;
};

class AuditLog {
public:
  AuditLog(std::size_t capacity, bool threadSafe) : threadSafe_(threadSafe), ring_(capacity) {}

  std::uint64_t write(Severity severity, std::string text) {
    std::unique_lock<std::mutex> guard(mutex_, std::defer_lock);
    if (threadSafe_)
      guard.lock();
    const std::uint64_t number = next_++;
    Record &slot = ring_[number % ring_.size()];
    slot.number = number;
    slot.severity = severity;
    slot.text = std::move(text);
    if (severity == Severity::Alarm)
      ++alarms_;
    return number;
  }

  // Rare enough to lock always.
  std::vector<Record> newest(std::size_t count) const {
    std::lock_guard<std::mutex> guard(mutex_);
    std::vector<Record> result;
    for (std::uint64_t number = next_; number > 0 && result.size() < count; --number) {
      const Record &record = ring_[(number - 1) % ring_.size()];
      if (record.number != number - 1)
        break;
      result.push_back(record);
    }
    return result;
  }

  std::size_t alarms() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return alarms_;
  }

private:
  const bool threadSafe_;
  mutable std::mutex mutex_;
  std::vector<Record> ring_;
  std::uint64_t next_ = 0;
  std::size_t alarms_ = 0;
};

int main() {
  AuditLog log(32, true);
  {
    std::jthread logins([&log] {
      for (int user = 0; user < 100; ++user)
        log.write(user % 10 == 9 ? Severity::Alarm : Severity::Info, "login " + std::to_string(user));
    });
    std::jthread files([&log] {
      for (int file = 0; file < 100; ++file)
        log.write(Severity::Warning, "opened " + std::to_string(file));
    });
  }
  return log.alarms() == 10 && log.newest(5).size() == 5 ? 0 : 1;
}
