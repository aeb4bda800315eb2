// A frame's passes are kept for the length of the frame only: the graph that keeps them goes before what they refer to.
#include <functional>
#include <string>
#include <vector>

class Graph {
public:
  void add(std::function<void()> pass) { passes_.push_back(std::move(pass)); }
  void run() {
    for (auto &pass : passes_)
      pass();
    passes_.clear();
  }

private:
  std::vector<std::function<void()>> passes_;
};

class Blur {
public:
  explicit Blur(int radius) : radius_(radius) {}
  void setUp(Graph &graph) {
    graph.add([this] { applied_ += radius_; });
  }
  int applied() const { return applied_; }

private:
  const int radius_;
  int applied_ = 0;
};

int frame(int radius) {
  Blur blur(radius);
  Graph graph;
  blur.setUp(graph);
  graph.run();
  return blur.applied();
}

int frames(Graph &shared, int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i) {
    Blur blur(i);
    blur.setUp(shared);
    shared.run();
    sum += blur.applied();
  }
  return sum;
}
