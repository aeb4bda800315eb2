// A road graph with a reader-writer lock for roads and one for weights, locked in the same order by readers and writers.
#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <thread>
#include <utility>

class RoadGraph {
public:
  using Road = std::pair<int, int>;

  void build(Road road, double weight) {
    {
      std::unique_lock<std::shared_mutex> lock(roadsMutex_);
      roads_.insert(road);
    }
    std::unique_lock<std::shared_mutex> lock(weightsMutex_);
    weights_[road] = weight;
  }

  double plan(int from, int to) const {
    std::shared_lock<std::shared_mutex> roads(roadsMutex_);
    std::shared_lock<std::shared_mutex> weights(weightsMutex_);
    double best = -1;
    for (const Road &first : roads_) {
      if (first.first != from)
        continue;
      const auto second = roads_.find(Road(first.second, to));
      if (second == roads_.end())
        continue;
      const double length = weightOf(first) + weightOf(*second);
      if (best < 0 || length < best)
        best = length;
    }
    return best;
  }

  bool close(Road road) {
    std::unique_lock<std::shared_mutex> roads(roadsMutex_);
    std::unique_lock<std::shared_mutex> weights(weightsMutex_);
    if (weights_.erase(road) == 0)
      return false;
    roads_.erase(road);
    return true;
  }

private:
  double weightOf(const Road &road) const {
    const auto found = weights_.find(road);
    return found == weights_.end() ? 1e9 : found->second;
  }

  mutable std::shared_mutex roadsMutex_;
  std::set<Road> roads_;
  mutable std::shared_mutex weightsMutex_;
  std::map<Road, double> weights_;
};

int main() {
  RoadGraph graph;
  graph.build({1, 2}, 3);
  graph.build({2, 4}, 3);
  graph.build({1, 3}, 1);
  graph.build({3, 4}, 1);
  double before = 0;
  bool closed = false;
  std::thread driver([&] { before = graph.plan(1, 4); });
  std::thread crew([&] { closed = graph.close({3, 4}); });
  driver.join();
  crew.join();
  return closed && (before == 2 || before == 6) && graph.plan(1, 4) == 6 ? 0 : 1;
}
