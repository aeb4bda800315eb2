// A registry hands out its sessions behind a locked proxy; sweep() keeps a reference from a proxy that is gone already.
#include <algorithm>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

struct Session {
  int id;
  int idleMinutes;
};

class SessionRegistry {
public:
  // Holds the registry's mutex as long as it lives.
  class Locked {
  public:
    Locked(std::mutex &mutex, std::vector<Session> &sessions) : lock_(mutex), sessions_(&sessions) {}
    std::vector<Session> &operator*() const { return *sessions_; }
    std::vector<Session> *operator->() const { return sessions_; }

  private:
    std::unique_lock<std::mutex> lock_;
    std::vector<Session> *sessions_;
  };

  Locked lock() { return Locked(mutex_, sessions_); }

private:
  std::mutex mutex_;
  std::vector<Session> sessions_;
};

static std::size_t sweep(SessionRegistry &registry, int limit) {
  auto &sessions = *registry.lock(); // finding: 'sessions'
  const auto last = std::remove_if(sessions.begin(), sessions.end(),
                                   [limit](const Session &session) { return session.idleMinutes > limit; });
  const auto removed = static_cast<std::size_t>(sessions.end() - last);
  sessions.erase(last, sessions.end());
  return removed;
}

static void logIn(SessionRegistry &registry, int first, int count) {
  for (int id = first; id < first + count; ++id) {
    const auto sessions = registry.lock();
    sessions->push_back({id, id % 2 == 0 ? 45 : 5});
  }
}

int main() {
  SessionRegistry registry;
  std::size_t removed = 0;
  std::thread web([&registry] { logIn(registry, 0, 100); });
  std::thread app([&registry] { logIn(registry, 100, 100); });
  for (int round = 0; round < 20; ++round)
    removed += sweep(registry, 30);
  web.join();
  app.join();
  removed += sweep(registry, 30);
  const auto left = registry.lock();
  return removed == 100 && left->size() == 100 ? 0 : 1;
}
