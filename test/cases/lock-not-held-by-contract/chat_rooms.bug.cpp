// Chat server that tracks who sits in which room; the idle sweep removes users after it has let go of the server's mutex.
#include <chrono>
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;

class ChatServer {
  struct User {
    std::set<std::string> rooms;
    Clock::time_point lastSeen;
    int warnings = 0;
  };

public:
  void join(const std::string& nick, const std::string& room) {
    std::scoped_lock guard(mMutex);
    auto& user = mUsers[nick];
    user.lastSeen = Clock::now();
    user.rooms.insert(room);
    mRooms[room].insert(nick);
  }

  void say(const std::string& nick) {
    std::scoped_lock guard(mMutex);
    if (auto it = mUsers.find(nick); it != mUsers.end())
      it->second.lastSeen = Clock::now();
  }

  void quit(const std::string& nick) {
    std::scoped_lock guard(mMutex);
    removeUser(nick);
  }

  void warn(const std::string& nick) {
    std::scoped_lock guard(mMutex);
    auto it = mUsers.find(nick);
    if (it != mUsers.end() && ++it->second.warnings >= 3)
      removeUser(nick);
  }

  void closeRoom(const std::string& room) {
    std::scoped_lock guard(mMutex);
    const auto members = mRooms[room];
    for (const auto& nick : members)
      if (mUsers[nick].rooms.size() == 1)
        removeUser(nick);
      else
        mUsers[nick].rooms.erase(room);
    mRooms.erase(room);
  }

  void sweepIdle(Clock::duration limit) {
    std::vector<std::string> gone;
    {
      std::scoped_lock guard(mMutex);
      const auto now = Clock::now();
      for (const auto& [nick, user] : mUsers)
        if (now - user.lastSeen > limit)
          gone.push_back(nick);
    }
    for (const auto& nick : gone) {
      removeUser(nick); // finding: 'removeUser'
      std::cout << "* " + nick + " timed out\n";
    }
  }

  std::size_t online() {
    std::scoped_lock guard(mMutex);
    return mUsers.size();
  }

private:
  void removeUser(const std::string& nick) {
    auto it = mUsers.find(nick);
    if (it == mUsers.end())
      return;
    for (const auto& room : it->second.rooms)
      if (auto r = mRooms.find(room); r != mRooms.end())
        r->second.erase(nick);
    mUsers.erase(it);
  }

  std::mutex mMutex;
  std::map<std::string, User> mUsers;
  std::map<std::string, std::set<std::string>> mRooms;
};

int main() {
  ChatServer server;
  std::thread sweeper([&server] {
    for (int i = 0; i < 10; ++i) {
      server.sweepIdle(std::chrono::milliseconds(2));
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  for (int i = 0; i < 200; ++i) {
    const std::string nick = "user" + std::to_string(i % 25);
    server.join(nick, i % 2 ? "lobby" : "cpp");
    server.say(nick);
    if (i % 7 == 0) server.warn(nick);
    if (i % 31 == 0) server.quit(nick);
  }
  server.closeRoom("cpp");
  sweeper.join();
  std::cout << server.online() << " online\n";
}
