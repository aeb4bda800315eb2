// A server's list of sessions: connections are added by an acceptor and aged by a housekeeping thread through a view.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

struct Session {
  std::uint32_t id = 0;
  unsigned idleTicks = 0;
  bool expired = false;
};

// Shows what a mutex guards, for as long as the view lives.
template <typename T> class LockedView {
public:
  LockedView(std::mutex &mutex, std::vector<T> &items) : lock_(mutex), items_(items) {}
  LockedView(const LockedView &) = delete;
  LockedView &operator=(const LockedView &) = delete;

  std::vector<T> &items() const { return items_; }

private:
  std::unique_lock<std::mutex> lock_;
  std::vector<T> &items_;
};

class SessionList {
public:
  explicit SessionList(unsigned limit) : limit_(limit) {}

  void add(std::uint32_t id) {
    const LockedView view(mutex_, sessions_);
    view.items().push_back(Session{id, 0, false});
  }

  void tick() {
    for (Session &session : LockedView(mutex_, sessions_).items()) { // finding: 'mutex_'
      if (++session.idleTicks > limit_)
        session.expired = true;
    }
  }

  std::size_t sweep() {
    const LockedView view(mutex_, sessions_);
    return std::erase_if(view.items(), [](const Session &session) { return session.expired; });
  }

  std::size_t size() { return LockedView(mutex_, sessions_).items().size(); }

private:
  const unsigned limit_;
  std::mutex mutex_;
  std::vector<Session> sessions_;
};

int main() {
  SessionList sessions(20);
  std::size_t swept = 0;
  {
    std::jthread acceptor([&sessions] {
      for (std::uint32_t id = 1; id <= 200; ++id)
        sessions.add(id);
    });
    std::jthread housekeeping([&sessions, &swept] {
      for (int round = 0; round < 100; ++round) {
        sessions.tick();
        swept += sessions.sweep();
      }
    });
  }
  return sessions.size() + swept == 200 ? 0 : 1;
}
