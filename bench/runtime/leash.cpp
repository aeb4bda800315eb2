// The tests with leash. go.go has the same ones, in the same order.
#include "measure.h"

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/go.h>
#include <leash/mutex.h>
#include <leash/select.h>
#include <leash/wait_group.h>

#include <array>
#include <optional>
#include <vector>

namespace {

using leash::chan;
using leash::make_chan;
using leash::on_recv;
using leash::wait_group;

constexpr long batch = 10'000;

figures ping_pong(long n) {
  const auto ping = make_chan<long>(), pong = make_chan<long>();
  stopwatch watch;
  watch.start();
  leash::go([=] {
    for (long value : ping)
      pong.send(value);
  });
  long sum = 0;
  for (long i = 0; i < n; ++i) {
    ping.send(i);
    sum += *pong.recv();
  }
  watch.stop();
  ping.close();
  require(sum == sum_below(n), "every ping comes back");
  return watch.per(n);
}

figures spsc(long n, size_t capacity) {
  const auto values = make_chan<long>(capacity);
  stopwatch watch;
  watch.start();
  leash::go([=] {
    for (long i = 0; i < n; ++i)
      values.send(i);
    values.close();
  });
  long sum = 0;
  for (long value : values)
    sum += value;
  watch.stop();
  require(sum == sum_below(n), "every value arrives");
  return watch.per(n);
}

figures mpmc(long n, size_t capacity) {
  const auto values = make_chan<long>(capacity);
  const auto sums = make_chan<long>(4);
  wait_group producers;
  stopwatch watch;
  watch.start();
  producers.add(4);
  for (long first = 0; first < 4; ++first)
    leash::go([&, first] {
      for (long i = first; i < n; i += 4)
        values.send(i);
      producers.done();
    });
  for (int consumer = 0; consumer < 4; ++consumer)
    leash::go([=] {
      long sum = 0;
      for (long value : values)
        sum += value;
      sums.send(sum);
    });
  producers.wait();
  values.close();
  long sum = 0;
  for (int consumer = 0; consumer < 4; ++consumer)
    sum += *sums.recv();
  watch.stop();
  require(sum == sum_below(n), "every value arrives");
  return watch.per(n);
}

template <size_t Count> std::array<chan<long>, Count> make_channels() {
  std::array<chan<long>, Count> channels;
  for (chan<long> &channel : channels)
    channel = make_chan<long>();
  return channels;
}

// Sends to one channel after the other; n is a multiple of their number.
template <size_t Count> void send_in_turn(long n, const std::array<chan<long>, Count> &channels) {
  for (long i = 0; i < n;)
    for (const chan<long> &channel : channels)
      channel.send(i++);
}

figures select_2(long n) {
  const auto c = make_channels<2>();
  stopwatch watch;
  watch.start();
  leash::go([=] { send_in_turn(n, c); });
  long sum = 0;
  for (long i = 0; i < n; ++i) {
    std::optional<long> value;
    leash::select(on_recv(c[0], value), on_recv(c[1], value));
    sum += *value;
  }
  watch.stop();
  require(sum == sum_below(n), "every value arrives");
  return watch.per(n);
}

figures select_8(long n) {
  const auto c = make_channels<8>();
  stopwatch watch;
  watch.start();
  leash::go([=] { send_in_turn(n, c); });
  long sum = 0;
  for (long i = 0; i < n; ++i) {
    std::optional<long> value;
    leash::select(on_recv(c[0], value), on_recv(c[1], value), on_recv(c[2], value), on_recv(c[3], value),
                  on_recv(c[4], value), on_recv(c[5], value), on_recv(c[6], value), on_recv(c[7], value));
    sum += *value;
  }
  watch.stop();
  require(sum == sum_below(n), "every value arrives");
  return watch.per(n);
}

figures spawn_join(long n) {
  std::vector<long> slots(batch);
  stopwatch watch;
  watch.start();
  for (long base = 0; base < n; base += batch) {
    wait_group finished;
    finished.add(batch);
    for (long i = 0; i < batch; ++i)
      leash::go([&, i] {
        slots[size_t(i)] += i;
        finished.done();
      });
    finished.wait();
  }
  watch.stop();
  long sum = 0;
  for (long slot : slots)
    sum += slot;
  require(sum == n / batch * sum_below(batch), "every task ran once");
  return watch.per(n);
}

figures mutex_uncontended(long n) {
  leash::mutex mutex;
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
  leash::mutex mutex;
  long sum = 0;
  wait_group finished;
  stopwatch watch;
  watch.start();
  finished.add(4);
  for (long first = 0; first < 4; ++first)
    leash::go([&, first] {
      for (long i = first; i < n; i += 4) {
        mutex.lock();
        sum += i;
        mutex.unlock();
      }
      finished.done();
    });
  finished.wait();
  watch.stop();
  require(sum == sum_below(n), "every addition counts");
  return watch.per(n);
}

// The watch runs from the cancel to the end of the last waiter, not while they are set up.
figures cancel_waiters(long n) {
  stopwatch watch;
  for (long base = 0; base < n; base += batch) {
    auto parent = leash::with_cancel(leash::background());
    wait_group waiting, finished;
    waiting.add(batch);
    finished.add(batch);
    for (long i = 0; i < batch; ++i)
      leash::go([&, context = parent.ctx()] {
        waiting.done();
        context.done().recv();
        finished.done();
      });
    waiting.wait();
    watch.start();
    parent.cancel();
    finished.wait();
    watch.stop();
  }
  return watch.per(n);
}

figures cancel_tree(long n) {
  stopwatch watch;
  for (long base = 0; base < n; base += batch) {
    auto parent = leash::with_cancel(leash::background());
    wait_group waiting, finished;
    waiting.add(batch);
    finished.add(batch);
    for (long i = 0; i < batch; ++i)
      leash::go([&, context = parent.ctx()] {
        {
          auto child = leash::with_cancel(context);
          waiting.done();
          child.ctx().done().recv();
        }
        finished.done();
      });
    waiting.wait();
    watch.start();
    parent.cancel();
    finished.wait();
    watch.stop();
  }
  return watch.per(n);
}

// Calls look while n tasks are blocked in a receive.
double while_blocked(long n, double (*look)()) {
  const auto gate = make_chan<long>();
  wait_group waiting, finished;
  waiting.add(int(n));
  finished.add(int(n));
  for (long i = 0; i < n; ++i)
    leash::go([&] {
      waiting.done();
      gate.recv();
      finished.done();
    });
  waiting.wait();
  const double seen = look();
  gate.close();
  finished.wait();
  return seen;
}

figures memory(long n) {
  const double before = resident_bytes();
  return {.value = (while_blocked(n, resident_bytes) - before) / double(n)};
}

figures maps(long n) { return {.value = while_blocked(n, mappings)}; }

} // namespace

int main(int argc, char **argv) {
  return measure(argc, argv,
                 {
                     {"ping-pong", ping_pong},
                     {"spsc-buffered", [](long n) { return spsc(n, 128); }},
                     {"mpmc-buffered", [](long n) { return mpmc(n, 128); }},
                     {"mpmc-unbuffered", [](long n) { return mpmc(n, 0); }},
                     {"select-2", select_2},
                     {"select-8", select_8},
                     {"spawn-join", spawn_join},
                     {"mutex", mutex_uncontended},
                     {"mutex-contended", mutex_contended},
                     {"cancel-waiters", cancel_waiters},
                     {"cancel-tree", cancel_tree},
                     {"memory", memory},
                     {"maps", maps},
                 },
                 [](auto body) { leash::run(body); });
}
