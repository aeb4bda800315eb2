// A server full of waits that look as if nobody ended them: for a context, a ticker, a time limit, an arm that is switched off, the end of the process, a counter that goes down by less than nothing, and a condition that somebody else notifies.
#include <leash/chan.h>
#include <leash/cond.h>
#include <leash/context.h>
#include <leash/defer.h>
#include <leash/go.h>
#include <leash/mutex.h>
#include <leash/select.h>
#include <leash/task_group.h>
#include <leash/time.h>
#include <leash/wait_group.h>

#include <chrono>
#include <iostream>
#include <optional>
#include <string>

using namespace std::chrono_literals;

class Server {
public:
  explicit Server(const leash::context &running) : running_(running) {}

  void untilStopped() const { running_.done().recv(); }

  int ticksUntilStopped() const {
    leash::ticker every(10ms);
    int ticks = 0;
    while (leash::select(leash::on_recv(every.ticks()), leash::on_done(running_)) == 0)
      ++ticks;
    return ticks;
  }

  bool linger() const {
    const auto unused = leash::make_chan<leash::unit>();
    return leash::select(leash::on_recv(unused), leash::after(5ms)) == 1;
  }

  bool peek() const {
    const auto empty = leash::make_chan<int>();
    const auto mailbox = leash::make_chan<int>();
    return leash::select(leash::on_recv(empty), leash::otherwise()) == 1 && !mailbox.try_recv() &&
           !mailbox.recv_for(1ms) && !mailbox.recv(running_) && !mailbox.try_send(1) && !mailbox.send(2, running_);
  }

  int untilBothAreClosed(leash::recv_chan<int> a, leash::recv_chan<int> b) const {
    int sum = 0;
    while (a || b) {
      std::optional<int> number;
      const bool fromA = leash::select(leash::on_recv(a, number), leash::on_recv(b, number)) == 0;
      if (number)
        sum += *number;
      else if (fromA)
        a = {};
      else
        b = {};
    }
    return sum;
  }

private:
  leash::context running_;
};

class Phases {
public:
  void enter(const std::string &phase) {
    leash::guard hold(mutex_);
    phase_ = phase;
    tell();
  }
  void await(const std::string &phase) {
    leash::guard hold(mutex_);
    changed_.wait(hold, [&] { return phase_ == phase; });
  }

private:
  void tell() { notify(changed_); }
  template <class Condition> static void notify(Condition &condition) { condition.notify_all(); }

  leash::mutex mutex_;
  leash::cond changed_;
  std::string phase_;
};

static int countDown(int tasks) {
  leash::wait_group pending;
  pending.add(tasks);
  auto results = leash::make_chan<int>(4);
  for (int task = 0; task < tasks; ++task)
    leash::go([&pending, results, task] {
      LEASH_DEFER { pending.add(-1); };
      results.send(task);
    });
  auto closing = leash::make_chan<leash::unit>();
  leash::go([&pending, results, closing] {
    pending.wait();
    results.close();
    closing.send({});
  });
  int sum = 0;
  for (int result : results)
    sum += result;
  closing.recv();
  return sum;
}

static leash::error serveGroup(leash::recv_chan<leash::unit> stop) {
  leash::task_group group;
  group.go([stop] { stop.recv(); });
  group.go([&group, stop]() -> leash::error {
    leash::select(leash::on_recv(stop), leash::on_done(group.ctx()));
    return group.ctx().err();
  });
  return group.wait();
}

[[noreturn]] static void serveForever(Server &server) {
  leash::go([&server] { server.ticksUntilStopped(); });
  auto forever = leash::make_chan<leash::unit>();
  forever.recv();
  std::abort();
}

int main(int count, char **) {
  auto running = leash::with_timeout(leash::background(), 50ms);
  Server server(running);
  if (count > 1)
    serveForever(server);
  auto odd = leash::make_chan<int>(), even = leash::make_chan<int>();
  leash::go([odd] {
    odd.send(1);
    odd.close();
  });
  leash::go([even] { even.close(); });
  auto stop = leash::make_chan<leash::unit>();
  leash::go([stop] { stop.close(); });
  Phases phases;
  leash::go([&phases] { phases.enter("listening"); });
  phases.await("listening");
  if (leash::error err = serveGroup(stop))
    std::cerr << err << '\n';
  std::cout << server.untilBothAreClosed(odd, even) + countDown(3) + server.linger() + server.peek() << '\n';
  server.untilStopped();
}
