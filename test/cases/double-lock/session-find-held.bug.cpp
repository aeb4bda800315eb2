// A session table whose look-up returns with the table locked; touch() then makes a guard that locks it once more.
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct Session {
  std::string user;
  std::uint64_t lastSeen = 0;
  unsigned requests = 0;
};

class SessionTable {
public:
  void open(std::uint32_t id, std::string user, std::uint64_t now) {
    std::lock_guard<std::mutex> guard(tableMutex_);
    sessions_[id] = Session{std::move(user), now, 0};
  }

  bool touch(std::uint32_t id, std::uint64_t now) {
    Session *session = findHeld(id);
    if (!session)
      return false;
    std::lock_guard<std::mutex> guard(tableMutex_); // finding: 'tableMutex_'
    session->lastSeen = now;
    ++session->requests;
    return true;
  }

  bool close(std::uint32_t id) {
    if (!findHeld(id))
      return false;
    sessions_.erase(id);
    tableMutex_.unlock();
    return true;
  }

private:
  // Returns with the table locked if there is such a session.
  Session *findHeld(std::uint32_t id) {
    tableMutex_.lock();
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) {
      tableMutex_.unlock();
      return nullptr;
    }
    return &found->second;
  }

  std::mutex tableMutex_;
  std::map<std::uint32_t, Session> sessions_;
};

int main() {
  SessionTable table;
  table.open(7, "ada", 100);
  bool touched = false;
  std::thread request([&] { touched = table.touch(7, 160); });
  request.join();
  return touched && table.close(7) && !table.touch(7, 200) ? 0 : 1;
}
