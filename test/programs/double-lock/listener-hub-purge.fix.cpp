// A hub owns its listeners; purge() takes the silent ones out under the lock and deletes them without it.
#include <algorithm>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Listener;

class Hub {
public:
  ~Hub() { purge(0); }

  void attach(Listener *listener) {
    std::lock_guard<std::mutex> lock(hubMutex_);
    listeners_.push_back(listener);
  }

  void detach(Listener *listener) {
    std::lock_guard<std::mutex> lock(hubMutex_);
    listeners_.erase(std::remove(listeners_.begin(), listeners_.end(), listener), listeners_.end());
  }

  void publish(const std::string &message);
  void purge(unsigned fewerThan);

private:
  std::mutex hubMutex_;
  std::vector<Listener *> listeners_;
};

class Listener {
public:
  Listener(Hub &hub, std::string filter) : hub_(hub), filter_(std::move(filter)) { hub_.attach(this); }
  ~Listener() { hub_.detach(this); }
  Listener(const Listener &) = delete;
  Listener &operator=(const Listener &) = delete;

  void notice(const std::string &message) { heard_ += message.find(filter_) != std::string::npos; }
  unsigned heard() const { return heard_; }

private:
  Hub &hub_;
  const std::string filter_;
  unsigned heard_ = 0;
};

void Hub::publish(const std::string &message) {
  std::lock_guard<std::mutex> lock(hubMutex_);
  for (Listener *listener : listeners_)
    listener->notice(message);
}

// Deletes the listeners that have heard fewer messages than that, or all for 0.
void Hub::purge(unsigned fewerThan) {
  std::vector<Listener *> silent;
  {
    std::lock_guard<std::mutex> lock(hubMutex_);
    for (Listener *listener : listeners_)
      if (fewerThan == 0 || listener->heard() < fewerThan)
        silent.push_back(listener);
  }
  for (Listener *listener : silent)
    delete listener;
}

int main() {
  Hub hub;
  std::thread setup([&hub] {
    new Listener(hub, "error");
    new Listener(hub, "");
  });
  setup.join();
  hub.publish("started");
  hub.purge(1);
}
