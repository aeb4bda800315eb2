// Preferences and undo history, each with a mutex_ and an accessor for it; both functions go by way of the preferences' mutex first.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class History {
public:
  struct Step {
    std::string key;
    int before;
  };

  std::mutex &mutex() { return mutex_; }
  void push(Step step) { steps_.push_back(std::move(step)); }
  bool pop(Step &step) {
    if (steps_.empty())
      return false;
    step = std::move(steps_.back());
    steps_.pop_back();
    return true;
  }

private:
  std::mutex mutex_;
  std::vector<Step> steps_;
};

class Preferences {
public:
  std::mutex &mutex() { return mutex_; }
  int &value(const std::string &key) { return values_[key]; }

private:
  std::mutex mutex_;
  std::map<std::string, int> values_;
};

struct Session {
  Preferences preferences;
  History history;
};

static void change(const std::shared_ptr<Session> &session, const std::string &key, int value) {
  std::unique_lock<std::mutex> values(session->preferences.mutex());
  int &slot = session->preferences.value(key);
  if (slot == value)
    return;
  std::unique_lock<std::mutex> steps(session->history.mutex());
  session->history.push({key, slot});
  slot = value;
}

static bool undo(const std::shared_ptr<Session> &session) {
  std::unique_lock<std::mutex> values(session->preferences.mutex());
  std::unique_lock<std::mutex> steps(session->history.mutex());
  History::Step step;
  if (!session->history.pop(step))
    return false;
  session->preferences.value(step.key) = step.before;
  return true;
}

int main() {
  auto session = std::make_shared<Session>();
  std::thread dialog([session] {
    for (int zoom = 1; zoom <= 50; ++zoom)
      change(session, "zoom", zoom);
  });
  std::thread keyboard([session] {
    for (int press = 0; press < 10; ++press)
      if (!undo(session))
        std::this_thread::yield();
  });
  dialog.join();
  keyboard.join();
  while (undo(session)) {
  }
  std::unique_lock<std::mutex> values(session->preferences.mutex());
  return session->preferences.value("zoom") == 0 ? 0 : 1;
}
