// An interpreter lock that is given back for the time of a call: guards that unlock in the constructor and lock in the destructor.
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Unlocks any lockable for a scope.
template <typename Lockable> class Unlocked {
public:
  explicit Unlocked(Lockable &lockable) : lockable_(lockable) { lockable_.unlock(); }
  ~Unlocked() { lockable_.lock(); }
  Unlocked(const Unlocked &) = delete;
  Unlocked &operator=(const Unlocked &) = delete;

private:
  Lockable &lockable_;
};

// Turns a lockable round, so that std::lock_guard unlocks it.
template <typename Lockable> class Reversed {
public:
  explicit Reversed(Lockable &lockable) : lockable_(lockable) {}
  void lock() { lockable_.unlock(); }
  void unlock() { lockable_.lock(); }

private:
  Lockable &lockable_;
};

class Interpreter {
public:
  void evaluate(const std::string &statement) {
    std::unique_lock<std::mutex> gil(gil_);
    if (statement.rfind("read ", 0) == 0) {
      std::string contents;
      {
        Unlocked<std::unique_lock<std::mutex>> blocking(gil);
        contents = readFile(statement.substr(5));
      }
      variables_.push_back(std::move(contents));
      return;
    }
    variables_.push_back(statement);
  }

  void collect() {
    gil_.lock();
    for (std::size_t step = 0; step < variables_.size(); step += 16) {
      Reversed<std::mutex> reversed(gil_);
      std::lock_guard<Reversed<std::mutex>> letOthersRun(reversed);
      std::this_thread::yield();
    }
    ++collections_;
    gil_.unlock();
  }

  std::size_t variables() {
    std::lock_guard<std::mutex> gil(gil_);
    Unlocked blocking(gil_);
    return countLater();
  }

private:
  static std::string readFile(const std::string &name) { return "contents of " + name; }

  std::size_t countLater() {
    std::lock_guard<std::mutex> gil(gil_);
    return variables_.size();
  }

  std::mutex gil_;
  std::vector<std::string> variables_;
  unsigned collections_ = 0;
};

int main() {
  Interpreter interpreter;
  std::thread script([&interpreter] {
    for (int line = 0; line < 20; ++line)
      interpreter.evaluate("x = 1");
  });
  interpreter.evaluate("read config");
  interpreter.collect();
  script.join();
  return interpreter.variables() == 21 ? 0 : 1;
}
