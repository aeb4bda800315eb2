// A test server tells its starter which port it got.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <future>
#include <thread>

static bool portIsFree(int port) { return port % 3 == 2; }

static int bindFirstFree(int from, int to) {
  for (int port = from; port <= to; ++port)
    if (portIsFree(port))
      return port;
  return -1;
}

static void serve(int port, const std::atomic<bool> &stop) {
  std::printf("serving on %d\n", port);
  while (!stop.load())
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

int main() {
  std::atomic<bool> stop{false};
  std::promise<int> bound;
  std::future<int> port = bound.get_future();

  std::thread server([&] {
    const int chosen = bindFirstFree(8000, 8099);
    std::printf("bound to %d\n", chosen);
    bound.set_value(chosen);
    if (chosen > 0)
      serve(chosen, stop);
  });

  const int target = port.get();
  std::printf("connecting to %d\n", target);
  stop = true;
  server.join();
  return target > 0 ? 0 : 1;
}
