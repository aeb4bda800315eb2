// A connection whose writer waits for window; closing goes through two helpers, and neither they nor their callers hold the mutex of the wait.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

class Connection {
public:
  // Waits for window; false if the connection has been closed.
  bool write(const std::string &data) {
    std::unique_lock<std::mutex> lock(windowMutex_);
    windowChanged_.wait(lock, [&] { return isClosed() || window_ >= data.size(); });
    if (isClosed())
      return false;
    window_ -= data.size();
    written_ += data.size();
    return true;
  }

  void grant(std::size_t bytes) {
    {
      std::lock_guard<std::mutex> guard(windowMutex_);
      window_ += bytes;
    }
    windowChanged_.notify_all();
  }

  void close() {
    shutDown(Reason::Local);
  }

  void peerGone() {
    shutDown(Reason::Peer);
  }

  bool closedByPeer() const { return reason_ == Reason::Peer; }

private:
  enum class Reason { Open, Local, Peer };

  bool isClosed() const { return reason_ != Reason::Open; }

  void shutDown(Reason reason) {
    if (isClosed())
      return;
    setReason(reason);
    windowChanged_.notify_all();
  }

  void setReason(Reason reason) {
    reason_ = reason; // finding: 'reason_'
  }

  std::mutex windowMutex_;
  std::condition_variable windowChanged_;
  std::size_t window_ = 0;
  std::size_t written_ = 0;
  std::atomic<Reason> reason_{Reason::Open};
};

int main() {
  Connection connection;
  bool bothWritten = true;
  std::thread writer([&] { bothWritten = connection.write("hello") && connection.write("a longer message"); });
  connection.grant(5);
  std::thread network([&connection] { connection.peerGone(); });
  network.join();
  writer.join();
  connection.close();
  return !bothWritten && connection.closedByPeer() ? 0 : 1;
}
