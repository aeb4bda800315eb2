// Gives leases back when the server is asked to stop: what is registered to run then owns a copy of its lease.
#include <leash/context.h>
#include <leash/error.h>
#include <leash/time.h>

#include <cstdio>
#include <string>
#include <vector>

struct Lease {
  std::string key;
  long id = 0;
};

class Coordinator {
public:
  leash::error acquire(const std::string &key, Lease &lease) {
    if (key.empty())
      return leash::make_error("a lease needs a key");
    lease = {key, ++last_};
    return {};
  }
  void release(const Lease &lease) { std::printf("released %s (%ld)\n", lease.key.c_str(), lease.id); }

private:
  long last_ = 0;
};

static leash::error holdAll(const leash::context &running, Coordinator &coordinator,
                            const std::vector<std::string> &keys) {
  for (const std::string &key : keys) {
    Lease lease;
    if (leash::error err = coordinator.acquire(key, lease))
      return leash::errorf("acquire '{}': {}", key, leash::wrap(err));
    leash::after_cancel(running, [&coordinator, lease] {
      coordinator.release(lease);
    });
  }
  return {};
}

int main() {
  Coordinator coordinator;
  auto running = leash::with_cancel(leash::background());
  if (leash::error err = holdAll(running, coordinator, {"orders", "invoices"}))
    std::printf("%s\n", err.message().c_str());
  running.cancel();
  leash::sleep_for(std::chrono::milliseconds(20));
}
