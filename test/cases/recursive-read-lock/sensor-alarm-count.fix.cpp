// Sensors read by many; counting the alarms looks at the readings in the lambda of std::count_if itself.
#include <algorithm>
#include <cstddef>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

struct Sensor {
  int id = 0;
  double reading = 0;
  double limit = 0;
};

class SensorBoard {
public:
  explicit SensorBoard(int sensors) {
    for (int id = 0; id < sensors; ++id)
      sensors_.push_back(Sensor{id, 0, 10.0 * (id + 1)});
  }

  void report(int id, double reading) {
    const std::unique_lock lock(sensorsLock_);
    if (Sensor *sensor = find(id))
      sensor->reading = reading;
  }

  bool alarmed(int id) {
    const std::shared_lock lock(sensorsLock_);
    const Sensor *sensor = find(id);
    return sensor && sensor->reading > sensor->limit;
  }

  std::ptrdiff_t alarms() {
    sensorsLock_.lock_shared();
    const auto count = std::count_if(sensors_.begin(), sensors_.end(), [](const Sensor &s) { return s.reading > s.limit; });
    sensorsLock_.unlock_shared();
    return count;
  }

private:
  Sensor *find(int id) {
    for (Sensor &sensor : sensors_)
      if (sensor.id == id)
        return &sensor;
    return nullptr;
  }

  std::shared_timed_mutex sensorsLock_;
  std::vector<Sensor> sensors_;
};

int main() {
  SensorBoard board(8);
  std::thread plant([&board] {
    for (int id = 0; id < 8; ++id)
      board.report(id, 45);
  });
  std::ptrdiff_t most = 0;
  for (int poll = 0; poll < 20; ++poll)
    most = std::max(most, board.alarms());
  plant.join();
  return most <= 4 && board.alarms() == 4 && board.alarmed(0) && !board.alarmed(7) ? 0 : 1;
}
