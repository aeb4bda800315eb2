// Probes a backend with a time limit; a prober that does not answer in time is left to itself with a promise of its own.
#include <chrono>
#include <future>
#include <string>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

struct Backend {
  std::string host;
  std::chrono::milliseconds delay;
};

enum class Health { Up, Down, Late };

static bool dial(const Backend &backend) noexcept {
  std::this_thread::sleep_for(backend.delay);
  return !backend.host.empty();
}

Health probe(const Backend &backend, std::chrono::milliseconds limit) {
  std::promise<bool> answer;
  std::future<bool> answered = answer.get_future();
  std::thread prober([answer = std::move(answer), target = backend]() mutable {
    answer.set_value(dial(target));
  });

  if (answered.wait_for(limit) == std::future_status::timeout) {
    prober.detach();
    return Health::Late;
  }
  prober.join();
  return answered.get() ? Health::Up : Health::Down;
}

int main() {
  const Health first = probe({"db-1", 1ms}, 2s);
  const Health second = probe({"db-2", 100ms}, 5ms);
  std::this_thread::sleep_for(200ms);
  return first == Health::Up && second == Health::Late ? 0 : 1;
}
