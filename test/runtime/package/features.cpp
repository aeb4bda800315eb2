// features: each part of the runtime once, for compilers that are told to leave something out of C++.
//
// Without exceptions nothing is lost but throwing itself: what would throw says its message on stderr and aborts (the
// program does that if it gets an argument). Without run-time type information nothing is lost at all.
#include <leash/chan.h>
#include <leash/cond.h>
#include <leash/context.h>
#include <leash/defer.h>
#include <leash/error.h>
#include <leash/go.h>
#include <leash/leak_check.h>
#include <leash/mutex.h>
#include <leash/once.h>
#include <leash/pool.h>
#include <leash/result.h>
#include <leash/rw_mutex.h>
#include <leash/select.h>
#include <leash/task_group.h>
#include <leash/task_local.h>
#include <leash/time.h>
#include <leash/wait_group.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

#define CHECK(claim)                                                                                                   \
  if (!(claim)) {                                                                                                      \
    std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #claim);                                           \
    std::exit(1);                                                                                                      \
  }

static void channels_and_select() {
  auto numbers = leash::make_chan<int>();
  auto quit = leash::make_chan<leash::unit>();
  leash::go([=] {
    for (int i = 1; i <= 3; ++i)
      numbers.send(i);
    quit.close();
  });
  int sum = 0;
  std::optional<int> number;
  while (leash::select(leash::on_recv(numbers, number), leash::on_recv(quit)) == 0)
    sum += *number;
  CHECK(sum == 6);
  CHECK(numbers.recv_for(1ms).status() == leash::recv_status::timeout);
  CHECK(!numbers.try_send(7));
}

static void contexts() {
  auto scope = leash::with_timeout(leash::background(), 1h);
  leash::wait_group waiting;
  waiting.go([&] { CHECK(!leash::sleep_for(1h, scope)); });
  scope.cancel(leash::make_error("enough"));
  waiting.wait();
  CHECK(scope.ctx().err() == leash::canceled);
  CHECK(scope.ctx().cause().message() == "enough");
}

static void locks() {
  leash::mutex mutex;
  leash::rw_mutex shared;
  leash::cond changed;
  bool ready = false;
  leash::go([&] {
    const std::lock_guard guard(mutex);
    ready = true;
    changed.notify_all();
  });
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return ready; });
  const std::shared_lock reading(shared);
  CHECK(!shared.try_lock());
  leash::once first;
  int times = 0;
  for (int i = 0; i != 2; ++i)
    first.do_once([&] { ++times; });
  CHECK(times == 1);
}

struct parse_error {
  std::string message() const { return "line " + std::to_string(line); }
  int line;
};

static leash::result<int> half(int number) {
  if (number % 2 != 0)
    return leash::fail(leash::errorf("{} is odd", number));
  return number / 2;
}

static void errors() {
  CHECK(half(8).and_then(half).value() == 2);
  CHECK(half(6).and_then(half).error().message() == "3 is odd");
  const leash::error wrapped = leash::errorf("read: {}", leash::wrap(std::make_error_code(std::errc::io_error)));
  CHECK(is(wrapped, std::errc::io_error));
  const leash::error custom = leash::errorf("{}", leash::wrap(leash::error::of<parse_error>(12)));
  CHECK(leash::as<parse_error>(custom)->line == 12);

  CHECK(leash::result<int>::from([] { return 1; }).value() == 1); // without exceptions no more than a call
#if LEASH_HAS_EXCEPTIONS
  const auto caught = leash::result<int>::from([]() -> int { throw std::runtime_error("thrown"); });
  CHECK(caught.error().message() == "thrown");
#endif
}

static leash::task_local<int> depth;

static void tasks() {
  leash::task_group group;
  group.go([] { return leash::make_error("first"); });
  CHECK(group.wait().message() == "first");
  CHECK(leash::run([] { return ++*depth; }) == 1);
  CHECK(leash::run([] { return ++*depth; }) == 1);
  CHECK(leash::blocking([] { return 2; }) == 2);
  leash::pool<std::string> strings;
  CHECK(strings.get()->empty());
  std::string order;
  {
    LEASH_DEFER { order += "a"; };
    leash::defer_stack calls;
    calls.defer([&](const char *text) { order += text; }, "b");
  }
  CHECK(order == "ba");
}

int main(int argc, char **) {
  leash::leak_check leaks;
  channels_and_select();
  contexts();
  locks();
  errors();
  tasks();
  CHECK(leaks.report() == "");
  if (argc > 1) {
    auto numbers = leash::make_chan<int>();
    numbers.close();
    numbers.close();
  }
}
