// Panels that follow the theme of an application; a panel that is closed leaves its listener with the broker.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct Theme {
  std::string name;
  unsigned background = 0;
};

class ThemeBroker {
public:
  using Listener = std::function<void(const Theme &)>;

  int subscribe(Listener listener) {
    std::lock_guard<std::mutex> guard(mutex_);
    listeners_.emplace(++last_, std::move(listener));
    return last_;
  }

  // When this returns the listener is not running any more.
  void unsubscribe(int token) {
    std::lock_guard<std::mutex> guard(mutex_);
    listeners_.erase(token);
  }

  void publish(const Theme &theme) {
    std::lock_guard<std::mutex> guard(mutex_);
    for (const auto &entry : listeners_)
      entry.second(theme);
  }

private:
  std::mutex mutex_;
  std::map<int, Listener> listeners_;
  int last_ = 0;
};

class Panel {
public:
  Panel(ThemeBroker &broker, std::string title) : broker_(broker), title_(std::move(title)) {
    token_ = broker_.subscribe([this](const Theme &theme) { apply(theme); }); // finding: 'this'
  }
  Panel(const Panel &) = delete;
  Panel &operator=(const Panel &) = delete;

  void freeze() { broker_.unsubscribe(token_); }

  std::string caption() {
    std::lock_guard<std::mutex> guard(mutex_);
    return title_ + " (" + theme_.name + ")";
  }

private:
  void apply(const Theme &theme) {
    std::lock_guard<std::mutex> guard(mutex_);
    theme_ = theme;
  }

  ThemeBroker &broker_;
  int token_ = 0;
  std::mutex mutex_;
  const std::string title_;
  Theme theme_;
};

int main() {
  ThemeBroker broker;
  Panel inspector(broker, "inspector");
  auto toolbox = std::make_unique<Panel>(broker, "toolbox");
  std::thread settings([&broker] {
    for (unsigned shade = 0; shade < 100; ++shade)
      broker.publish(Theme{"dark", shade});
  });
  toolbox.reset();
  settings.join();
  inspector.freeze();
  return inspector.caption() == "inspector (dark)" ? 0 : 1;
}
