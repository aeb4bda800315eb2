// Claims a device for a probe, in a code base whose lock and scope classes live elsewhere and say by attributes what they do; each way out gives the claim up.
#include <functional>
#include <string>
#include <utility>

namespace hw {

class __attribute__((capability("mutex"))) BusLock {
public:
  void take() __attribute__((acquire_capability()));
  void drop() __attribute__((release_capability()));
};

struct Claimed {};
struct Later {};

class __attribute__((scoped_lockable)) Claim {
public:
  explicit Claim(BusLock &lock) __attribute__((acquire_capability(lock)));
  Claim(BusLock &lock, Claimed) __attribute__((requires_capability(lock)));
  Claim(BusLock &lock, Later) __attribute__((locks_excluded(lock)));
  ~Claim() __attribute__((release_capability()));
  void take() __attribute__((acquire_capability()));
};

class AtExit {
public:
  [[clang::annotate("leash:call:argument 0:this:at-end")]] explicit AtExit(std::function<void()> action);
  ~AtExit();
};

} // namespace hw

class Device {
public:
  bool isPlugged() const { return plugged_; }
  int read() { return ++reads_; }

private:
  bool plugged_ = true;
  int reads_ = 0;
};

class Bus {
public:
  int probe(Device &device) {
    lock_.take();
    hw::AtExit unclaim([this] { lock_.drop(); });
    if (!device.isPlugged())
      return -1;
    if (device.read() > limit_)
      return -2;
    return device.read();
  }

  int probeAgain(Device &device) {
    lock_.take();
    hw::Claim claim(lock_, hw::Claimed());
    return device.isPlugged() ? device.read() : -1;
  }

  int probeLater(Device &device) {
    hw::Claim claim(lock_, hw::Later());
    if (!device.isPlugged())
      return -1;
    claim.take();
    return device.read();
  }

private:
  hw::BusLock lock_;
  int limit_ = 100;
};

int probe(Bus &bus, Device &device) { return bus.probe(device) + bus.probeAgain(device) + bus.probeLater(device); }
