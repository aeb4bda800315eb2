// Counting threads merge their districts into one tally, but the scoped_lock of the merge is a nameless temporary.
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

class Tally {
public:
  using District = std::vector<std::string>;

  void count(const std::vector<District> &districts) {
    std::vector<std::thread> counters;
    counters.reserve(districts.size());
    for (const District &district : districts) {
      const std::span<const std::string> ballots(district);
      counters.emplace_back([this, ballots] {
        std::map<std::string, int> local;
        for (const std::string &name : ballots)
          ++local[name];
        std::scoped_lock{mutex_}; // finding: 'mutex_'
        for (const auto &[name, votes] : local)
          votes_[name] += votes;
      });
    }
    for (std::thread &counter : counters)
      counter.join();
  }

  int votesFor(const std::string &name) const {
    std::scoped_lock lock(mutex_);
    const auto found = votes_.find(name);
    return found == votes_.end() ? 0 : found->second;
  }

  std::string winner() const {
    std::scoped_lock lock(mutex_);
    std::string best;
    int most = 0;
    for (const auto &[name, votes] : votes_)
      if (votes > most) {
        most = votes;
        best = name;
      }
    return best;
  }

private:
  mutable std::mutex mutex_;
  std::map<std::string, int> votes_;
};

int main() {
  const std::vector<Tally::District> districts = {
      {"ada", "grace", "ada"}, {"grace", "ada"}, {"barbara", "ada", "grace"}, {"ada"}};
  Tally tally;
  tally.count(districts);
  return tally.winner() == "ada" && tally.votesFor("ada") == 5 && tally.votesFor("barbara") == 1 ? 0 : 1;
}
