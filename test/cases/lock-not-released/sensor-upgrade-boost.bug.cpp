// Sensor readings under a Boost upgrade lock; a reading that changes nothing returns without giving the upgrade lock back.
#include <boost/thread.hpp>
#include <cmath>
#include <map>
#include <string>

namespace telemetry {

class SensorBoard {
public:
  void report(const std::string &sensor, double celsius) {
    board_.lock_upgrade(); // finding: 'board_'
    const auto known = readings_.find(sensor);
    if (known != readings_.end() && std::fabs(known->second - celsius) < 0.05)
      return;
    board_.unlock_upgrade_and_lock();
    readings_[sensor] = celsius;
    ++changes_;
    board_.unlock();
  }

  double hottest() const {
    boost::shared_lock<boost::upgrade_mutex> reading(board_);
    double result = -273.15;
    for (const auto &reading : readings_)
      if (reading.second > result)
        result = reading.second;
    return result;
  }

  unsigned changes() const {
    board_.lock_shared();
    const unsigned result = changes_;
    board_.unlock_shared();
    return result;
  }

private:
  mutable boost::upgrade_mutex board_;
  std::map<std::string, double> readings_;
  unsigned changes_ = 0;
};

} // namespace telemetry

int main() {
  telemetry::SensorBoard board;
  boost::thread probe([&board] {
    for (int n = 0; n < 10; ++n)
      board.report("inlet", 20.0 + n / 2);
  });
  probe.join();
  return board.hottest() >= 24.0 && board.changes() == 5 ? 0 : 1;
}
