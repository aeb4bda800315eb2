// The hit counters of a link shortener, guarded by a macro that locks for the rest of the scope.
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#define LOCK_SCOPE(m) std::lock_guard<std::mutex>(m)

namespace {

struct Counters {
  std::mutex mutex;
  std::map<std::string, std::uint64_t> hits;
  std::uint64_t bots = 0;
};

void countHit(Counters &counters, const std::string &link, const std::string &agent) {
  const bool isBot = agent.find("bot") != std::string::npos;
  LOCK_SCOPE(counters.mutex); // finding: 'counters.mutex'
  if (isBot)
    ++counters.bots;
  else
    ++counters.hits[link];
}

std::vector<std::pair<std::string, std::uint64_t>> takeTop(Counters &counters, std::uint64_t atLeast) {
  std::vector<std::pair<std::string, std::uint64_t>> top;
  LOCK_SCOPE(counters.mutex); // finding: 'counters.mutex'
  for (auto hit = counters.hits.begin(); hit != counters.hits.end();) {
    if (hit->second >= atLeast) {
      top.emplace_back(hit->first, hit->second);
      hit = counters.hits.erase(hit);
    } else {
      ++hit;
    }
  }
  return top;
}

void replay(Counters &counters, int visits) {
  for (int visit = 0; visit < visits; ++visit)
    countHit(counters, visit % 4 == 0 ? "/docs" : "/blog", visit % 10 == 0 ? "newsbot" : "browser");
}

} // namespace

int main() {
  Counters counters;
  std::uint64_t reported = 0;
  {
    std::jthread north(replay, std::ref(counters), 200);
    std::jthread south(replay, std::ref(counters), 200);
    std::jthread report([&counters, &reported] {
      for (int round = 0; round < 5; ++round)
        for (const auto &[link, hits] : takeTop(counters, 10))
          reported += hits;
    });
  }
  for (const auto &[link, hits] : takeTop(counters, 0))
    reported += hits;
  return reported == 360 ? 0 : 1;
}
