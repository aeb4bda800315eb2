// What the pulse thread touches needs no destructor, or is never destroyed.
#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>

static std::atomic<unsigned> pulses{0};
static std::array<std::atomic<unsigned>, 8> channels{};

static std::map<std::string, unsigned> &names() {
  static auto &table = *new std::map<std::string, unsigned>();
  return table;
}
static std::mutex namesMutex;

void startPulse() {
  std::thread([] {
    for (;;) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      channels[++pulses % channels.size()]++;
      std::lock_guard lock(namesMutex);
      names()["pulse"] = pulses;
    }
  }).detach();
}

int main() {
  startPulse();
  std::this_thread::sleep_for(std::chrono::seconds(1));
  return pulses > 10 ? 0 : 1;
}
