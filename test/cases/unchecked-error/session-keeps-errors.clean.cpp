// Members that hold outcomes: shown elsewhere, compared, copied out, or kept for what they own.
#include <filesystem>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>

class Status {
public:
  Status() = default;
  explicit Status(std::string message) : message_(std::move(message)) {}
  bool ok() const { return message_.empty(); }
  const std::string &message() const { return message_; }

private:
  std::string message_;
};

// Ends its subscription when it goes.
class Subscription {
public:
  Subscription() = default;
  explicit Subscription(int id) : id_(id) {}
  Subscription(Subscription &&other) noexcept : id_(std::exchange(other.id_, 0)) {}
  Subscription &operator=(Subscription &&other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  ~Subscription();
  bool ok() const { return id_ != 0; }
  std::string error() const { return ok() ? "" : "refused"; }

private:
  int id_ = 0;
};

Subscription subscribe(const std::string &topic);
Status sendHello();
Status sendPing();

class Session {
public:
  void open() {
    std::lock_guard<std::mutex> hold(mutex_);
    news_ = subscribe("news");
    hello_ = sendHello();
    ping_ = sendPing();
    last_ = sendPing();
    std::filesystem::create_directories("session", disk_);
  }
  Status takeLast() {
    std::lock_guard<std::mutex> hold(mutex_);
    return std::exchange(last_, Status());
  }
  friend std::string describe(const Session &session);

private:
  mutable std::mutex mutex_;
  Subscription news_;
  Status hello_;
  Status ping_;
  Status last_;
  std::error_code disk_;
};

std::string describe(const Session &session) {
  std::lock_guard<std::mutex> hold(session.mutex_);
  Status Session::*const parts[] = {&Session::hello_, &Session::ping_};
  std::string text = session.disk_.message();
  for (Status Session::*part : parts)
    text += (session.*part).message();
  return text;
}
