// The tests with boost::fiber: round_robin, its default, on one thread. It has no select and no contexts, so these are
// left out; where Go joins by a wait group, it joins its fibers.
#include "measure.h"

#include <boost/fiber/all.hpp>

#include <array>
#include <vector>

namespace {

using boost::fibers::buffered_channel;
using boost::fibers::channel_op_status;
using boost::fibers::fiber;
using boost::fibers::unbuffered_channel;

constexpr long batch = 10'000;

void join(std::vector<fiber> &fibers) {
  for (fiber &f : fibers)
    f.join();
  fibers.clear();
}

figures ping_pong(long n) {
  unbuffered_channel<long> ping, pong;
  stopwatch watch;
  watch.start();
  fiber partner([&] {
    for (long value : ping)
      pong.push(value);
  });
  long sum = 0;
  for (long i = 0; i < n; ++i) {
    ping.push(i);
    sum += pong.value_pop();
  }
  watch.stop();
  ping.close();
  partner.join();
  require(sum == sum_below(n), "every ping comes back");
  return watch.per(n);
}

template <class Channel> figures spsc(long n, Channel &values) {
  stopwatch watch;
  watch.start();
  fiber producer([&] {
    for (long i = 0; i < n; ++i)
      values.push(i);
    values.close();
  });
  long sum = 0;
  for (long value : values)
    sum += value;
  watch.stop();
  producer.join();
  require(sum == sum_below(n), "every value arrives");
  return watch.per(n);
}

template <class Channel> figures mpmc(long n, Channel &values) {
  std::array<long, 4> sums{};
  std::vector<fiber> producers, consumers;
  stopwatch watch;
  watch.start();
  for (long first = 0; first < 4; ++first)
    producers.emplace_back([&, first] {
      for (long i = first; i < n; i += 4)
        values.push(i);
    });
  for (long &result : sums)
    consumers.emplace_back([&] {
      long sum = 0;
      for (long value : values)
        sum += value;
      result = sum;
    });
  join(producers);
  values.close();
  join(consumers);
  watch.stop();
  require(sums[0] + sums[1] + sums[2] + sums[3] == sum_below(n), "every value arrives");
  return watch.per(n);
}

figures spawn_join(long n) {
  std::vector<long> slots(batch);
  std::vector<fiber> fibers;
  stopwatch watch;
  watch.start();
  for (long base = 0; base < n; base += batch) {
    for (long i = 0; i < batch; ++i)
      fibers.emplace_back([&slots, i] { slots[size_t(i)] += i; });
    join(fibers);
  }
  watch.stop();
  long sum = 0;
  for (long slot : slots)
    sum += slot;
  require(sum == n / batch * sum_below(batch), "every task ran once");
  return watch.per(n);
}

figures mutex_uncontended(long n) {
  boost::fibers::mutex mutex;
  long sum = 0;
  stopwatch watch;
  watch.start();
  for (long i = 0; i < n; ++i) {
    mutex.lock();
    sum += i;
    mutex.unlock();
  }
  watch.stop();
  require(sum == sum_below(n), "every addition counts");
  return watch.per(n);
}

figures mutex_contended(long n) {
  boost::fibers::mutex mutex;
  long sum = 0;
  std::vector<fiber> fibers;
  stopwatch watch;
  watch.start();
  for (long first = 0; first < 4; ++first)
    fibers.emplace_back([&, first] {
      for (long i = first; i < n; i += 4) {
        mutex.lock();
        sum += i;
        mutex.unlock();
      }
    });
  join(fibers);
  watch.stop();
  require(sum == sum_below(n), "every addition counts");
  return watch.per(n);
}

// Calls look while n fibers are blocked in a receive.
double while_blocked(long n, double (*look)()) {
  unbuffered_channel<long> gate;
  long waiting = 0;
  std::vector<fiber> fibers;
  for (long i = 0; i < n; ++i)
    fibers.emplace_back([&] {
      ++waiting;
      long value;
      require(gate.pop(value) == channel_op_status::closed, "the gate only closes");
    });
  while (waiting < n)
    boost::this_fiber::yield();
  const double seen = look();
  gate.close();
  join(fibers);
  return seen;
}

figures memory(long n) {
  const double before = resident_bytes();
  return {.value = (while_blocked(n, resident_bytes) - before) / double(n)};
}

figures maps(long n) { return {.value = while_blocked(n, mappings)}; }

template <figures (*Test)(long, buffered_channel<long> &)> figures buffered(long n) {
  buffered_channel<long> values(128);
  return Test(n, values);
}

template <figures (*Test)(long, unbuffered_channel<long> &)> figures unbuffered(long n) {
  unbuffered_channel<long> values;
  return Test(n, values);
}

} // namespace

int main(int argc, char **argv) {
  return measure(argc, argv,
                 {
                     {"ping-pong", ping_pong},
                     {"spsc-buffered", buffered<spsc>},
                     {"mpmc-buffered", buffered<mpmc>},
                     {"mpmc-unbuffered", unbuffered<mpmc>},
                     {"spawn-join", spawn_join},
                     {"mutex", mutex_uncontended},
                     {"mutex-contended", mutex_contended},
                     {"memory", memory},
                     {"maps", maps},
                 },
                 [](auto body) { body(); }); // main is a fiber already
}
