// Temperature sensors and a fan controller that share one I2C bus, which runs each caller's transaction by a callback.
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <thread>

struct Registers {
  std::array<std::uint8_t, 8> value{};
};

class I2cBus {
public:
  template <class Body> int transaction(std::size_t address, Body &&body) {
    std::lock_guard<std::mutex> hold(busMutex_);
    ++transactions_;
    Registers &chip = chips_.at(address);
    return body(chip);
  }

  unsigned transactions() const {
    std::lock_guard<std::mutex> hold(busMutex_);
    return transactions_;
  }

private:
  mutable std::mutex busMutex_;
  std::array<Registers, 4> chips_;
  unsigned transactions_ = 0;
};

class TemperatureSensor {
public:
  TemperatureSensor(I2cBus &bus, std::size_t address) : bus_(bus), address_(address) {}

  int measure() {
    bus_.transaction(address_, [](Registers &chip) {
      chip.value[0] = 0x44; // start a conversion
      return 0;
    });
    std::this_thread::sleep_for(kConversionTime);
    return bus_.transaction(address_, [](Registers &chip) { return chip.value[0] / 2 - 10; });
  }

private:
  static constexpr std::chrono::milliseconds kConversionTime{75};
  I2cBus &bus_;
  const std::size_t address_;
};

class FanController {
public:
  FanController(I2cBus &bus, std::size_t address) : bus_(bus), address_(address) {}

  int setSpeed(int percent) {
    return bus_.transaction(address_, [percent](Registers &chip) {
      chip.value[1] = static_cast<std::uint8_t>(percent);
      return static_cast<int>(chip.value[1]);
    });
  }

private:
  I2cBus &bus_;
  const std::size_t address_;
};

int main() {
  I2cBus bus;
  TemperatureSensor inlet(bus, 0);
  FanController fan(bus, 2);
  {
    std::jthread climate([&inlet] { std::printf("inlet: %d C\n", inlet.measure()); });
    std::jthread ramp([&fan] {
      for (int percent = 20; percent <= 100; percent += 20)
        fan.setSpeed(percent);
    });
  }
  return bus.transactions() >= 6 ? 0 : 1;
}
