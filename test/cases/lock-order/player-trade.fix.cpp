// Players of a game trade items; a trade locks the giver and the taker together.
#include <map>
#include <mutex>
#include <string>
#include <thread>

struct Player {
  std::mutex mutex;
  std::map<std::string, int> items;
  unsigned trades = 0;
};

class Market {
public:
  static bool trade(Player &from, Player &to, const std::string &item, int count) {
    if (&from == &to || count <= 0)
      return false;
    std::scoped_lock both(from.mutex, to.mutex);
    const auto stock = from.items.find(item);
    if (stock == from.items.end() || stock->second < count)
      return false;
    stock->second -= count;
    to.items[item] += count;
    ++from.trades;
    ++to.trades;
    return true;
  }

  static int count(Player &player, const std::string &item) {
    std::lock_guard<std::mutex> lock(player.mutex);
    return player.items[item];
  }
};

int main() {
  Player knight, mage;
  knight.items["arrow"] = 100;
  mage.items["potion"] = 100;

  int arrows = 0, potions = 0;
  std::thread first([&] {
    for (int round = 0; round < 50; ++round)
      arrows += Market::trade(knight, mage, "arrow", 2);
  });
  std::thread second([&] {
    for (int round = 0; round < 50; ++round)
      potions += Market::trade(mage, knight, "potion", 1);
  });
  first.join();
  second.join();
  return arrows == 50 && potions == 50 && Market::count(mage, "arrow") == 100 && Market::count(knight, "potion") == 50
             ? 0
             : 1;
}
