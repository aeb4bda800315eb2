// Zones of a name server; a transfer locks a shared zone for reading by hand and asks a helper for the serial, which makes a reader lock of its own.
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>

struct Zone {
  explicit Zone(std::string zoneOrigin) : origin(std::move(zoneOrigin)) {}

  const std::string origin;
  mutable std::shared_mutex mutex;
  unsigned serial = 1;
  std::map<std::string, std::string> records;
};

unsigned currentSerial(const Zone &zone) {
  std::shared_lock<std::shared_mutex> reading(zone.mutex);
  return zone.serial;
}

void update(Zone &zone, const std::string &host, const std::string &address) {
  std::unique_lock<std::shared_mutex> writing(zone.mutex);
  zone.records[host] = address;
  ++zone.serial;
}

class Transfer {
public:
  explicit Transfer(std::shared_ptr<const Zone> zone) : zone_(std::move(zone)) {}

  std::string send(unsigned knownSerial) const {
    std::string message = "$ORIGIN " + zone_->origin + "\n";
    zone_->mutex.lock_shared();
    const unsigned serial = currentSerial(*zone_); // finding: 'zone_->mutex'
    if (serial <= knownSerial) {
      message += "unchanged\n";
    } else {
      for (const auto &[host, address] : zone_->records)
        message += host + " A " + address + "\n";
    }
    zone_->mutex.unlock_shared();
    return message;
  }

private:
  std::shared_ptr<const Zone> zone_;
};

int main() {
  const auto zone = std::make_shared<Zone>("example.org.");
  update(*zone, "www", "192.0.2.1");
  std::thread registrar([zone] {
    for (int change = 0; change < 50; ++change)
      update(*zone, "mail", "192.0.2." + std::to_string(change));
  });
  const Transfer transfer(zone);
  const std::string first = transfer.send(0);
  registrar.join();
  const bool unchanged = transfer.send(52) == "$ORIGIN example.org.\nunchanged\n";
  return first.size() > 30 && currentSerial(*zone) == 52 && unchanged ? 0 : 1;
}
