// A replicator none of whose errors gets lost: they are sent through channels, joined, wrapped, compared, ignored on purpose, kept as a cause, looked at when the function ends, and returned by tasks.
#include <leash/chan.h>
#include <leash/context.h>
#include <leash/defer.h>
#include <leash/error.h>
#include <leash/go.h>
#include <leash/mutex.h>
#include <leash/once.h>
#include <leash/result.h>
#include <leash/select.h>
#include <leash/task_group.h>
#include <leash/time.h>
#include <leash/wait_group.h>

#include <chrono>
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;

inline constexpr leash::sentinel_error gone("replica is gone");

struct Replica {
  std::string name;

  leash::error push(int entry) { return entry % 7 == 0 ? leash::errorf("{}: {}", name, leash::wrap(gone)) : leash::error(); }
  leash::result<int> last() const {
    if (name.empty())
      return leash::fail(gone);
    return static_cast<int>(name.size());
  }
  leash::error close() { return {}; }
};

static leash::error pushAll(std::vector<Replica> &replicas, int entry) {
  auto errors = leash::make_chan<leash::error>(replicas.size());
  for (Replica &replica : replicas)
    leash::go([&replica, errors, entry] { errors.send(replica.push(entry)); });
  leash::error all;
  for (std::size_t left = replicas.size(); left > 0; --left)
    all = leash::join(all, *errors.recv());
  return all;
}

static bool isReachable(Replica &replica) {
  leash::error err = replica.push(0);
  return !leash::is(err, gone);
}

static leash::error closing(Replica &replica) {
  leash::error err;
  LEASH_DEFER {
    if (err)
      std::cerr << "not closed: " << err << '\n';
  };
  err = replica.close();
  return {};
}

static void shutDown(std::vector<Replica> &replicas) {
  for (Replica &replica : replicas)
    replica.close().ignore();
  replicas.front().last().ignore();
  static_cast<void>(replicas.back().close());
}

static leash::error untilOneFails(const leash::context &ctx, std::vector<Replica> &replicas) {
  leash::task_group group(ctx);
  for (Replica &replica : replicas)
    group.go([&] { return replica.push(static_cast<int>(replica.name.size())); });
  if (!group.try_go([&] { return replicas.front().push(1); }))
    std::puts("no room for one more");
  leash::error err = group.wait();
  if (err && !err.is(gone))
    return leash::errorf("replication: {}", leash::wrap(err));
  return err;
}

static void giveUp(leash::canceller &running, Replica &replica) {
  const leash::error cause = replica.push(14);
  running.cancel(cause);
}

static int sumOfLast(const std::vector<Replica> &replicas) {
  int sum = 0;
  for (const Replica &replica : replicas) {
    const auto doubled = replica.last().transform([](int entry) { return 2 * entry; });
    sum += doubled.value_or(0);
    leash::result<int> again = replica.last();
    if (again.has_value())
      sum += *again;
  }
  return sum;
}

static leash::error firstError(Replica &replica) {
  leash::once once;
  leash::error err;
  once.do_once([&] { err = replica.push(21); });
  return err;
}

static leash::error inATask(Replica &replica) {
  return leash::run([&] { return replica.push(3); });
}

class Progress {
public:
  void note(int entry) {
    if (!mutex_.try_lock())
      return;
    LEASH_DEFER { mutex_.unlock(); };
    entry_ = entry;
    static_cast<void>(changed_.try_send({})); // somebody is told already
  }
  std::optional<int> wait(const leash::context &ctx) {
    if (!changed_.recv(ctx))
      return std::nullopt;
    leash::guard hold(mutex_);
    return entry_;
  }

private:
  leash::mutex mutex_;
  leash::chan<leash::unit> changed_ = leash::make_chan<leash::unit>(1);
  int entry_ = 0;
};

static bool pause(const leash::context &ctx) { return leash::sleep_for(1ms, ctx); }

int main() {
  std::vector<Replica> replicas = {{"oslo"}, {"bergen"}};
  auto running = leash::with_timeout(leash::background(), 1s);
  Progress progress;
  leash::timer late(1h);
  late.stop();
  leash::wait_group noting;
  for (int entry = 1; entry < 8; ++entry) {
    if (leash::error err = pushAll(replicas, entry))
      std::cerr << err << '\n';
    noting.go([&progress, entry] { progress.note(entry); });
  }
  noting.wait();
  const std::optional<int> entry = progress.wait(running);
  if (leash::error err = leash::join(untilOneFails(running, replicas), closing(replicas[0]), firstError(replicas[1]),
                                     inATask(replicas[0])))
    std::cerr << err << '\n';
  if (pause(running) && isReachable(replicas[0]))
    giveUp(running, replicas[1]);
  std::cout << sumOfLast(replicas) << ' ' << entry.value_or(0) << '\n';
  shutDown(replicas);
}
