// Registers one uptime gauge per service in a map of callbacks: the gauge owns its stopwatch.
#include <chrono>
#include <functional>
#include <iostream>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

class MetricSource {
public:
  virtual ~MetricSource() = default;
  virtual void collect(std::ostream &out) const = 0;
};

class GaugeRegistry final : public MetricSource {
public:
  using Gauge = std::function<double()>;

  void collect(std::ostream &out) const override {
    std::lock_guard<std::mutex> lock(mu);
    for (const auto &[name, gauge] : gauges)
      out << name << ' ' << gauge() << '\n';
  }

  void trackUptimes(const std::vector<std::string> &services);

private:
  mutable std::mutex mu;
  std::unordered_map<std::string, Gauge> gauges;
};

class Stopwatch {
public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

private:
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
};

void GaugeRegistry::trackUptimes(const std::vector<std::string> &services) {
  for (const std::string &service : services) {
    Stopwatch uptime;
    std::lock_guard<std::mutex> lock(mu);
    if (gauges.contains(service))
      continue;
    gauges["uptime_" + service] = [uptime] { return uptime.seconds(); };
  }
}

int main() {
  GaugeRegistry registry;
  registry.trackUptimes({"gateway", "billing", "search"});
  registry.collect(std::cout);
}
