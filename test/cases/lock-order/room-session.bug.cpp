// A chat room sends to its sessions with the room locked, and a session leaves the room with the session locked.
#include <algorithm>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Room;

class Session {
public:
  explicit Session(Room &room) : room_(room) {}

  void send(const std::string &text);
  void leave();
  std::size_t received();

private:
  Room &room_;
  std::mutex sessionMutex_;
  std::vector<std::string> outbox_;
  bool left_ = false;
};

class Room {
public:
  void enter(Session *session);
  void remove(Session *session);
  void broadcast(const std::string &text);

private:
  std::mutex roomMutex_;
  std::vector<Session *> sessions_;
};

void Room::enter(Session *session) {
  std::lock_guard<std::mutex> lock(roomMutex_);
  sessions_.push_back(session);
}

void Room::remove(Session *session) {
  std::lock_guard<std::mutex> lock(roomMutex_);
  sessions_.erase(std::remove(sessions_.begin(), sessions_.end(), session), sessions_.end());
}

void Room::broadcast(const std::string &text) {
  std::lock_guard<std::mutex> lock(roomMutex_);
  for (Session *session : sessions_)
    session->send(text);
}

void Session::send(const std::string &text) {
  std::lock_guard<std::mutex> lock(sessionMutex_);
  if (!left_)
    outbox_.push_back(text);
}

void Session::leave() {
  std::lock_guard<std::mutex> lock(sessionMutex_);
  left_ = true;
  room_.remove(this); // finding: 'roomMutex_'
}

std::size_t Session::received() {
  std::lock_guard<std::mutex> lock(sessionMutex_);
  return outbox_.size();
}

int main() {
  Room room;
  Session ada(room), bo(room);
  room.enter(&ada);
  room.enter(&bo);
  room.broadcast("hello");
  std::thread talk([&room] { room.broadcast("anyone?"); });
  std::thread quit([&bo] { bo.leave(); });
  talk.join();
  quit.join();
  room.broadcast("bye");
  return ada.received() == 3 && bo.received() <= 2 ? 0 : 1;
}
