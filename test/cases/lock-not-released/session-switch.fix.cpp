// Applies client commands to a session table that several client threads share.
#include <array>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

enum class Command { Login, Touch, Logout };

constexpr std::size_t userCount = 3;

struct Session {
  int requests = 0;
  bool active = false;
};

class SessionTable {
public:
  bool apply(Command command, std::size_t user) {
    bool done = false;
    mutex_.lock();
    Session &session = sessions_[user];
    switch (command) {
    case Command::Login:
      if (session.active) {
        mutex_.unlock();
        return false;
      }
      session.active = true;
      done = true;
      break;
    case Command::Touch:
      if (session.active) {
        ++session.requests;
        done = true;
      }
      break;
    case Command::Logout:
      done = session.active;
      session.active = false;
      break;
    }
    mutex_.unlock();
    return done;
  }

  int requests() {
    std::lock_guard<std::mutex> guard(mutex_);
    int total = 0;
    for (const Session &session : sessions_)
      total += session.requests;
    return total;
  }

private:
  std::mutex mutex_;
  std::array<Session, userCount> sessions_;
};

static void runClient(SessionTable &table, std::size_t user) {
  table.apply(Command::Login, user);
  table.apply(Command::Login, user);
  for (int i = 0; i < 25; ++i)
    table.apply(Command::Touch, user);
  table.apply(Command::Logout, user);
}

int main() {
  SessionTable table;
  std::vector<std::thread> clients;
  for (std::size_t user = 0; user < userCount; ++user)
    clients.emplace_back([&table, user] { runClient(table, user); });
  for (std::thread &client : clients)
    client.join();

  const int requests = table.requests();
  std::printf("%d requests\n", requests);
  return requests == 75 ? 0 : 1;
}
