// Limits parallel uploads with a semaphore; after a timeout the upload runs anyway and gives back a slot it never had.
#include <atomic>
#include <chrono>
#include <iostream>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class UploadGate {
public:
  explicit UploadGate(std::ptrdiff_t parallel) : slots_(parallel) {}

  template <class Upload> auto run(Upload &&upload) {
    slots_.try_acquire_for(std::chrono::seconds(30)); // finding: 'try_acquire_for'
    const Returned returned{slots_};
    return std::forward<Upload>(upload)();
  }

private:
  using Slots = std::counting_semaphore<64>;

  struct Returned {
    Slots &slots;
    ~Returned() { slots.release(); }
  };

  Slots slots_;
};

static std::size_t sendFile(const std::string &name) {
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return name.size() * 1024;
}

int main() {
  UploadGate gate(4);
  std::atomic<std::size_t> sent{0};
  std::atomic<int> refused{0};
  {
    std::vector<std::jthread> uploads;
    for (int i = 0; i < 16; ++i) {
      uploads.emplace_back([&gate, &sent, &refused, name = "part-" + std::to_string(i)] {
        try {
          sent += gate.run([&name] { return sendFile(name); });
        } catch (const std::runtime_error &) {
          ++refused;
        }
      });
    }
  }
  std::cout << sent << " bytes, " << refused << " refused\n";
}
