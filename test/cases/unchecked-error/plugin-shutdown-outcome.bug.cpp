// A plugin host that stops its plugins in reverse order; what a plugin says about its failed stop is thrown away.
#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace host {

class Outcome {
public:
  Outcome() = default;
  static Outcome failure(std::string message) {
    Outcome outcome;
    outcome.failed_ = true;
    outcome.message_ = std::move(message);
    return outcome;
  }
  bool ok() const { return !failed_; }
  const std::string &message() const { return message_; }

private:
  bool failed_ = false;
  std::string message_;
};

struct Plugin {
  virtual ~Plugin() = default;
  virtual const char *name() const = 0;
  virtual Outcome start() = 0;
  virtual Outcome stop() = 0;
};

class Ticker final : public Plugin {
public:
  const char *name() const override { return "ticker"; }

  Outcome start() override {
    if (thread_.joinable())
      return Outcome::failure("already running");
    thread_ = std::jthread([](std::stop_token token) {
      while (!token.stop_requested())
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    });
    return {};
  }

  Outcome stop() override {
    if (!thread_.joinable())
      return Outcome::failure("was not running");
    thread_.request_stop();
    thread_.join();
    return {};
  }

private:
  std::jthread thread_;
};

class Host {
public:
  void load(std::unique_ptr<Plugin> plugin) {
    if (const Outcome started = plugin->start(); !started.ok()) {
      std::cerr << plugin->name() << ": " << started.message() << '\n';
      return;
    }
    running_.push_back(std::move(plugin));
  }

  void shutdown() {
    while (!running_.empty()) {
      running_.back()->stop(); // finding: 'stop'
      running_.pop_back();
    }
  }

private:
  std::vector<std::unique_ptr<Plugin>> running_;
};

} // namespace host

int main() {
  host::Host host;
  host.load(std::make_unique<host::Ticker>());
  host.shutdown();
}
