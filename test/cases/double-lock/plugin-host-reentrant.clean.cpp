// A plug-in host with a recursive mutex: public methods call each other, plug-ins call back through a virtual function and a stored function.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Host;

class Plugin {
public:
  virtual ~Plugin() = default;
  virtual void loaded(Host &host) = 0;
};

class Host {
public:
  void load(std::unique_ptr<Plugin> plugin) {
    std::lock_guard<std::recursive_mutex> lock(hostMutex_);
    plugins_.push_back(std::move(plugin));
    plugins_.back()->loaded(*this);
    setOption("plugins", static_cast<int>(plugins_.size()));
  }

  void setOption(const std::string &name, int value) {
    std::unique_lock<std::recursive_mutex> lock(hostMutex_);
    options_[name] = value;
    if (changed_)
      changed_(name);
  }

  int option(const std::string &name) const {
    std::scoped_lock lock(hostMutex_);
    const auto found = options_.find(name);
    return found == options_.end() ? 0 : found->second;
  }

  void onChange(std::function<void(const std::string &)> callback) {
    std::lock_guard<std::recursive_mutex> lock(hostMutex_);
    changed_ = std::move(callback);
  }

  // A timed recursive mutex, by hand.
  int frame() {
    frameMutex_.lock();
    const int result = nextFrame();
    frameMutex_.unlock();
    return result;
  }

private:
  int nextFrame() {
    frameMutex_.lock();
    const int result = ++frames_;
    frameMutex_.unlock();
    return result;
  }

  mutable std::recursive_mutex hostMutex_;
  std::vector<std::unique_ptr<Plugin>> plugins_;
  std::map<std::string, int> options_;
  std::function<void(const std::string &)> changed_;
  std::recursive_timed_mutex frameMutex_;
  int frames_ = 0;
};

class Equalizer final : public Plugin {
public:
  void loaded(Host &host) override { host.setOption("bands", host.option("bands") + 10); }
};

int main() {
  Host host;
  host.onChange([&host](const std::string &name) {
    if (name == "bands" && host.option("bands") > 15)
      host.setOption("quality", 2);
  });
  std::thread loader([&host] { host.load(std::make_unique<Equalizer>()); });
  host.load(std::make_unique<Equalizer>());
  loader.join();
  return host.option("plugins") == 2 && host.option("quality") == 2 && host.frame() == 1 ? 0 : 1;
}
