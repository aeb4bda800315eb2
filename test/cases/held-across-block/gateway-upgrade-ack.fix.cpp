// A gateway that sends firmware to field devices and waits until a device has acknowledged it.
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <thread>

struct Device {
  unsigned firmware = 1;
  unsigned packetsSeen = 0;
};

class DeviceGateway {
public:
  void attach(std::uint32_t id) {
    std::lock_guard<std::mutex> devices(devicesMutex_);
    devices_.emplace(id, Device{});
  }

  unsigned firmwareOf(std::uint32_t id) const {
    std::lock_guard<std::mutex> devices(devicesMutex_);
    const auto device = devices_.find(id);
    return device == devices_.end() ? 0 : device->second.firmware;
  }

  bool upgrade(std::uint32_t id, unsigned firmware) {
    {
      std::lock_guard<std::mutex> devices(devicesMutex_);
      if (devices_.count(id) == 0)
        return false;
    }
    {
      std::unique_lock<std::mutex> acks(acksMutex_);
      ackArrived_.wait(acks, [&] { return closed_ || acks_.count(id) != 0; });
      if (acks_.erase(id) == 0)
        return false;
    }
    std::lock_guard<std::mutex> devices(devicesMutex_);
    const auto device = devices_.find(id);
    if (device == devices_.end())
      return false;
    device->second.firmware = firmware;
    return true;
  }

  // Runs in the receiver thread for each packet.
  void onPacket(std::uint32_t id, bool acknowledges) {
    {
      std::lock_guard<std::mutex> devices(devicesMutex_);
      const auto device = devices_.find(id);
      if (device == devices_.end())
        return;
      ++device->second.packetsSeen;
    }
    if (!acknowledges)
      return;
    {
      std::lock_guard<std::mutex> acks(acksMutex_);
      acks_.insert(id);
    }
    ackArrived_.notify_all();
  }

  void close() {
    {
      std::lock_guard<std::mutex> acks(acksMutex_);
      closed_ = true;
    }
    ackArrived_.notify_all();
  }

private:
  mutable std::mutex devicesMutex_;
  std::map<std::uint32_t, Device> devices_;

  std::mutex acksMutex_;
  std::condition_variable ackArrived_;
  std::set<std::uint32_t> acks_;
  bool closed_ = false;
};

int main() {
  DeviceGateway gateway;
  gateway.attach(7);
  bool upgraded = false;
  {
    std::jthread receiver([&gateway] {
      gateway.onPacket(7, false);
      gateway.onPacket(7, true);
    });
    upgraded = gateway.upgrade(7, 2);
  }
  gateway.close();
  return upgraded && gateway.firmwareOf(7) == 2 ? 0 : 1;
}
