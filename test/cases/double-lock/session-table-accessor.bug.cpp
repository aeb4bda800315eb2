// A table of sessions hands out its mutex by pointer: the sweeper locks it, and then calls what locks it again.
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>

class SessionTable {
public:
  std::mutex *mutex() { return &mutex_; }

  void touch(const std::string &user) {
    std::lock_guard<std::mutex> lock(mutex_);
    lastSeen_[user] = std::chrono::steady_clock::now();
  }

  void erase(const std::string &user) {
    std::lock_guard<std::mutex> lock(mutex_);
    lastSeen_.erase(user);
  }

  std::string oldest() const {
    std::string user;
    auto time = std::chrono::steady_clock::time_point::max();
    for (const auto &[name, seen] : lastSeen_)
      if (seen < time) {
        user = name;
        time = seen;
      }
    return user;
  }

private:
  std::mutex mutex_;
  std::map<std::string, std::chrono::steady_clock::time_point> lastSeen_;
};

void sweep(SessionTable &table) {
  table.mutex()->lock();
  std::string user = table.oldest();
  if (!user.empty())
    table.erase(user); // finding: 'table.mutex()'
  table.mutex()->unlock();
}

int main() {
  SessionTable table;
  std::thread sweeper([&table] {
    for (int round = 0; round < 10; ++round)
      sweep(table);
  });
  for (int visit = 0; visit < 100; ++visit)
    table.touch("user" + std::to_string(visit % 7));
  sweeper.join();
}
