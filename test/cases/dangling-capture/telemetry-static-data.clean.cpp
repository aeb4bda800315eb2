// Telemetry whose detached threads refer to nothing that ends: globals, statics, string literals, objects that are never deleted, and things they were given.
#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace {

std::atomic<unsigned> sent{0};
constexpr std::array<std::string_view, 3> levels{"debug", "info", "error"};

struct Journal {
  std::mutex mutex;
  std::vector<std::string> lines;
};

Journal &journal() {
  static Journal *const journal = new Journal;
  return *journal;
}

void append(Journal &journal, std::string_view text) {
  std::lock_guard<std::mutex> guard(journal.mutex);
  journal.lines.emplace_back(text);
  ++sent;
}

} // namespace

class Beacon {
public:
  static Beacon &instance() {
    static Beacon *const beacon = new Beacon;
    return *beacon;
  }

  // The only beacon there is lives for ever.
  void light() {
    std::thread([this] { ++flashes_; }).detach();
  }

  unsigned flashes() const { return flashes_; }

private:
  Beacon() = default;
  std::atomic<unsigned> flashes_{0};
};

void sendLevel(std::size_t level) {
  const std::string_view name = levels[level];
  std::thread([name] { append(journal(), name); }).detach();
}

void sendGreeting() {
  static const std::string greeting = "telemetry on";
  Journal &target = journal();
  std::thread(append, std::ref(target), std::string_view("hello")).detach();
  std::thread sender([&] { append(journal(), "level " + std::string(levels[0])); });
  sender.detach();
}

void sendCounted(unsigned times) {
  static std::atomic<unsigned> counted{0};
  std::thread([times] {
    for (unsigned i = 0; i < times; ++i)
      ++counted;
    sent += counted;
  }).detach();
}

void sendOwned(std::unique_ptr<std::string> text) {
  const std::string prefix = "owned: ";
  std::thread([text = std::move(text), prefix] { append(journal(), prefix + *text); }).detach();
}

int main() {
  sendLevel(1);
  sendGreeting();
  sendCounted(2);
  sendOwned(std::make_unique<std::string>("disk"));
  Beacon::instance().light();
  for (int attempt = 0; attempt < 1000; ++attempt) {
    if (sent == 6 && Beacon::instance().flashes() == 1)
      return 0;
    std::this_thread::sleep_for(5ms);
  }
  return 1;
}
