// A home-made promise for values or errors behind a shared pointer; both wake those who wait for the outcome.
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

template <typename T> class Cell {
public:
  void setValue(T value) {
    std::lock_guard<std::mutex> guard(mutex_);
    value_ = std::move(value);
    settled_.notify_all();
  }

  void setError(std::exception_ptr error) {
    std::lock_guard<std::mutex> guard(mutex_);
    error_ = std::move(error);
    settled_.notify_all();
  }

  T get() {
    std::unique_lock<std::mutex> lock(mutex_);
    settled_.wait(lock, [this] { return value_.has_value() || error_ != nullptr; });
    if (error_)
      std::rethrow_exception(error_);
    return *value_;
  }

private:
  std::mutex mutex_;
  std::condition_variable settled_;
  std::optional<T> value_;
  std::exception_ptr error_;
};

template <typename T> class Launched {
public:
  explicit Launched(std::function<T()> function)
      : cell_(std::make_shared<Cell<T>>()), thread_([cell = cell_, function = std::move(function)] {
          try {
            cell->setValue(function());
          } catch (...) {
            cell->setError(std::current_exception());
          }
        }) {}
  Launched(const Launched &) = delete;
  Launched &operator=(const Launched &) = delete;
  ~Launched() { thread_.join(); }

  T get() { return cell_->get(); }

private:
  const std::shared_ptr<Cell<T>> cell_;
  std::thread thread_;
};

int main() {
  Launched<int> sum([] { return 40 + 2; });
  Launched<std::string> name([]() -> std::string { throw std::runtime_error("no name"); });
  try {
    name.get();
  } catch (const std::runtime_error &) {
    return sum.get() == 42 ? 0 : 1;
  }
  return 1;
}
