// Shows status messages from a thread that shares its state with the board; the board's destructor sets a flag the wait does not look at, but it detaches the thread and waits for nothing.
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class StatusBoard {
public:
  StatusBoard() : state_(std::make_shared<State>()), thread_(&StatusBoard::show, state_) {}

  ~StatusBoard() {
    {
      std::lock_guard<std::mutex> guard(state_->mutex);
      state_->abandoned = true;
    }
    state_->posted.notify_one();
    thread_.detach();
  }

  void post(std::string message) {
    std::lock_guard<std::mutex> guard(state_->mutex);
    state_->messages.push_back(std::move(message));
    state_->posted.notify_one();
  }

private:
  struct State {
    std::mutex mutex;
    std::condition_variable posted;
    std::vector<std::string> messages;
    bool abandoned = false;
  };

  static void show(std::shared_ptr<State> state) {
    std::unique_lock<std::mutex> lock(state->mutex);
    while (!state->abandoned) {
      state->posted.wait(lock, [&state] { return !state->messages.empty(); });
      for (const std::string &message : state->messages)
        std::printf("* %s\n", message.c_str());
      state->messages.clear();
    }
  }

  std::shared_ptr<State> state_;
  std::thread thread_;
};

int main() {
  StatusBoard board;
  board.post("starting");
  board.post("ready");
  return 0;
}
