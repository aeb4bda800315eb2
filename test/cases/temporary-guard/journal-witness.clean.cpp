// An application journal whose inner functions ask for a held lock as an argument, and whose editor keeps one.
#include <cstddef>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Journal {
public:
  // Has the journal for itself as long as it lives.
  class Editor {
  public:
    Editor(std::unique_lock<std::mutex> held, std::vector<std::string> &lines)
        : held_(std::move(held)), lines_(lines) {}

    Editor &replace(std::size_t line, std::string text) {
      if (!held_.owns_lock())
        throw std::logic_error("an editor without its lock");
      lines_.at(line) = std::move(text);
      return *this;
    }

    Editor &add(std::string text) {
      lines_.push_back(std::move(text));
      return *this;
    }

  private:
    std::unique_lock<std::mutex> held_;
    std::vector<std::string> &lines_;
  };

  explicit Journal(std::size_t batch) : batch_(batch) {}

  void append(std::string line) { write(std::unique_lock<std::mutex>(mutex_), std::move(line)); }

  void flush() { flushHeld(std::lock_guard<std::mutex>(mutex_)); }

  Editor edit() { return Editor(std::unique_lock<std::mutex>(mutex_), lines_); }

  std::size_t flushed() { return countHeld(std::scoped_lock(mutex_), flushed_); }

private:
  void write(std::unique_lock<std::mutex> held, std::string line) {
    lines_.push_back(std::move(line));
    if (lines_.size() < batch_)
      return;
    flushed_ += lines_.size();
    lines_.clear();
    held.unlock();
  }

  void flushHeld(const std::lock_guard<std::mutex> &) {
    flushed_ += lines_.size();
    lines_.clear();
  }

  static std::size_t countHeld(const std::scoped_lock<std::mutex> &, const std::size_t &counter) { return counter; }

  const std::size_t batch_;
  std::mutex mutex_;
  std::vector<std::string> lines_;
  std::size_t flushed_ = 0;
};

int main() {
  Journal journal(16);
  {
    std::jthread user([&journal] {
      for (int action = 0; action < 100; ++action)
        journal.append("action " + std::to_string(action));
    });
    std::jthread timer([&journal] {
      for (int minute = 0; minute < 10; ++minute)
        journal.flush();
    });
  }
  journal.edit().add("closing").replace(0, "closed");
  journal.flush();
  return journal.flushed() == 101 ? 0 : 1;
}
