// Meters: a base class calls a virtual hook under its mutex, and the override locks a mutex of the same name that belongs to the derived class.
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

class Meter {
public:
  virtual ~Meter() = default;

  void add(std::int64_t amount) {
    std::lock_guard<std::mutex> lock(mutex_);
    total_ += amount;
    added(amount);
  }

  std::int64_t total() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return total_;
  }

protected:
  virtual void added(std::int64_t) {}

private:
  mutable std::mutex mutex_;
  std::int64_t total_ = 0;
};

class RecordingMeter final : public Meter {
public:
  std::vector<std::int64_t> takeRecord() {
    std::lock_guard<std::mutex> lock(mutex_);
    std::vector<std::int64_t> record;
    record.swap(record_);
    return record;
  }

protected:
  void added(std::int64_t amount) override {
    std::lock_guard<std::mutex> lock(mutex_);
    record_.push_back(amount);
  }

private:
  std::mutex mutex_;
  std::vector<std::int64_t> record_;
};

// Its hook reports to another meter, which has a mutex of its own; reports only ever go up.
class SubMeter final : public Meter {
public:
  explicit SubMeter(Meter &parent) : parent_(parent) {}

protected:
  void added(std::int64_t amount) override { parent_.add(amount); }

private:
  Meter &parent_;
};

int main() {
  RecordingMeter house;
  SubMeter kitchen(house), cellar(house);
  std::thread first([&] {
    for (int i = 0; i < 5; ++i)
      kitchen.add(2);
  });
  for (int i = 0; i < 5; ++i)
    cellar.add(3);
  first.join();
  return house.total() == 25 && kitchen.total() == 10 && house.takeRecord().size() == 10 ? 0 : 1;
}
