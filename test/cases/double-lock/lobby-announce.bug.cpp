// A game lobby; leave() runs a local lambda that locks the outbox mutex, the last time with the outbox mutex held.
#include <algorithm>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Lobby {
public:
  void join(const std::string &player) {
    std::scoped_lock lock(playersMutex_);
    players_.push_back(player);
  }

  std::vector<std::string> leave(const std::string &player) {
    auto announce = [this](const std::string &text) {
      std::scoped_lock lock(outboxMutex_);
      outbox_.push_back(text);
    };

    bool wasHost = false;
    {
      std::scoped_lock lock(playersMutex_);
      const auto seat = std::find(players_.begin(), players_.end(), player);
      if (seat == players_.end())
        return {};
      wasHost = seat == players_.begin();
      players_.erase(seat);
    }
    announce(player + " has left");

    std::scoped_lock lock(outboxMutex_);
    if (wasHost)
      announce("the host has changed"); // finding: 'outboxMutex_'
    std::vector<std::string> messages;
    messages.swap(outbox_);
    return messages;
  }

private:
  std::mutex playersMutex_;
  std::vector<std::string> players_;
  std::mutex outboxMutex_;
  std::vector<std::string> outbox_;
};

int main() {
  Lobby lobby;
  lobby.join("ada");
  std::vector<std::string> news;
  std::thread player([&] {
    lobby.join("bo");
    news = lobby.leave("ada");
  });
  player.join();
  return news.size() == 2 && news.back() == "the host has changed" ? 0 : 1;
}
