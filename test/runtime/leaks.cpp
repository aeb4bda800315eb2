// leaks: what the leak check reports, and what it doesn't; and how GoogleTest tells of it.
//
// Most of this file are programs in each of which something stays blocked for ever, every time in another way in which
// that happens to people. A program is two tests: `Leaks.X/leaks` runs it as it is, and `Leaks.X/fixed` with its fix.
//
// What is to be reported is said where it happens. `// born WHO` stands at the call that starts a task, and
// `// leaks WHO: OPERATION` at the call in which that task stays blocked, with `, 3 times` behind it if three of them
// do; WHO is left out where there is only one. Nothing else may be reported.
//
// A leaked task outlives its test, so it owns what it refers to.

#include "support.h"

#include <leash/chan.h>
#include <leash/cond.h>
#include <leash/context.h>
#include <leash/error.h>
#include <leash/mutex.h>
#include <leash/once.h>
#include <leash/rw_mutex.h>
#include <leash/select.h>
#include <leash/task_group.h>
#include <leash/test_clock.h>
#include <leash/time.h>
#include <leash/wait_group.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <regex>
#include <string>
#include <sys/wait.h>
#include <vector>

#ifdef __clang__
#pragma clang diagnostic ignored "-Wthread-safety" // some programs do just what it warns of
#endif

namespace leash::test {
namespace {

// What is expected, and what is found

const std::vector<std::string> &source() {
  static const std::vector<std::string> lines = [] {
    std::vector<std::string> read;
    std::ifstream file(__FILE__);
    for (std::string line; std::getline(file, line);)
      read.push_back(line);
    return read;
  }();
  return lines;
}

std::string place_of(std::size_t line) { return __FILE__ ":" + std::to_string(line); }

std::string in_a_sentence(const std::string &where, const std::string &operation, const std::string &born) {
  return where + ": " + operation + ", born at " + born;
}

/// The parts of the comment at the end of a line of the source, which semicolons separate.
std::vector<std::string> remarks_at(std::size_t line) {
  const std::string &text = source().at(line - 1);
  const std::size_t comment = text.find("// ");
  std::vector<std::string> remarks;
  for (std::size_t at = comment; at != text.npos; at = text.find("; ", at)) {
    at += at == comment ? 3 : 2;
    remarks.push_back(text.substr(at, text.find("; ", at) - at));
  }
  return remarks;
}

/// The leaks that the function whose first line is `line` says it has, in order.
std::vector<std::string> leaks_said_from(std::size_t line) {
  static const std::regex born("born ?([a-z]*)"), leaks("leaks ?([a-z]*): (.*?)(?:, ([0-9]+) times)?");
  struct said {
    std::string who, where, operation;
  };
  std::vector<said> blocked;
  std::map<std::string, std::string> birthplaces;
  for (; source().at(line - 1) != "}"; ++line)
    for (const std::string &remark : remarks_at(line)) {
      std::smatch is;
      if (std::regex_match(remark, is, born))
        birthplaces[is[1]] = place_of(line);
      else if (std::regex_match(remark, is, leaks))
        blocked.insert(blocked.end(), is[3].matched ? std::stoul(is[3]) : 1, {is[1], place_of(line), is[2]});
    }
  std::vector<std::string> sentences;
  for (const said &one : blocked)
    sentences.push_back(in_a_sentence(one.where, one.operation, birthplaces.at(one.who)));
  std::sort(sentences.begin(), sentences.end());
  return sentences;
}

/// The same of leaks that were found. Addresses, of which nothing can be said before, are left out.
std::vector<std::string> in_sentences(const std::vector<blocked_task> &leaks) {
  std::vector<std::string> sentences;
  for (const blocked_task &one : leaks)
    sentences.push_back(in_a_sentence(detail::place(one.where), one.operation.substr(0, one.operation.find(" 0x")),
                                      detail::place(one.born)));
  std::sort(sentences.begin(), sentences.end());
  return sentences;
}

/// They stay blocked until the process ends; fail_on_leaks, which is on for all tests here, needn't tell of them again.
void let_be(const std::vector<blocked_task> &leaks) {
  detail::quiet hidden;
  detail::the_scheduler().each_task([&](detail::runner &one) {
    if (std::any_of(leaks.begin(), leaks.end(), [&](const blocked_task &leak) { return leak.id == one.id.load(); }))
      one.daemon.store(true);
  });
}

// Programs

/// What a program leaves to be done when its leaks have been found, lest they disturb other tests.
using deeds = std::vector<std::function<void()>>;
using program = void (*)(bool fixed, deeds &afterwards);

void check_leaks_of(program body, bool fixed, std::size_t line) {
  const std::vector<std::string> said = leaks_said_from(line);
  ASSERT_FALSE(said.empty());
  deeds afterwards;
  const leak_check check;
  body(fixed, afterwards);
  const std::vector<blocked_task> leaks = check.leaks();
  EXPECT_EQ(in_sentences(leaks), fixed ? std::vector<std::string>() : said);
  let_be(leaks);
  for (const auto &deed : afterwards)
    deed();
}

bool is_tested(program body, const char *name, int line) {
  class performance : public testing::Test {
  public:
    performance(program body, bool fixed, int line) : body_(body), fixed_(fixed), line_(line) {}
    void TestBody() override { check_leaks_of(body_, fixed_, static_cast<std::size_t>(line_)); }

  private:
    program body_;
    bool fixed_;
    int line_;
  };
  for (const bool fixed : {false, true})
    testing::RegisterTest("Leaks", (std::string(name) + (fixed ? "/fixed" : "/leaks")).c_str(), nullptr, nullptr,
                          __FILE__, line, [=]() -> testing::Test * { return new performance(body, fixed, line); });
  return true;
}

/// A program that leaks unless it is `fixed`.
#define LEAKS(sentence)                                                                                                \
  void sentence(bool fixed, deeds &afterwards);                                                                        \
  [[maybe_unused]] const bool sentence##_is_tested = is_tested(sentence, #sentence, __LINE__);                         \
  void sentence([[maybe_unused]] const bool fixed, [[maybe_unused]] deeds &afterwards)

/// Returns once somebody is blocked on the object: a lock, a condition, the state of a channel.
void until_awaited(const void *object, std::source_location where = std::source_location::current()) {
  const auto awaited = [=] {
    const std::vector<blocked_task> all = blocked_tasks();
    return std::any_of(all.begin(), all.end(), [=](const blocked_task &one) { return one.object == object; });
  };
  until(awaited, "for somebody to wait", where);
}

constexpr sentinel_error disk_full("disk full");

// Programs in which nobody receives

LEAKS(AnAnswerComesAfterItsClientHasTimedOut) {
  auto answer = make_chan<int>(fixed ? 1 : 0);
  auto disk = make_chan<unit>();
  go([=] { // born
    disk.recv();
    answer.send(42); // leaks: sending to channel
  });
  EXPECT_FALSE(answer.recv_for(1ms));
  disk.close();
}

LEAKS(NobodyAsksAFuture) {
  const auto square = [fixed](int n) {
    auto result = make_chan<int>(fixed ? 1 : 0);
    go([=] {              // born
      result.send(n * n); // leaks: sending to channel
    });
    return result;
  };
  square(7);
}

LEAKS(TheFirstResponseWins) {
  auto response = make_chan<std::string>(fixed ? 3 : 0);
  for (const char *mirror : {"a", "b", "c"})
    go([=] {                 // born
      response.send(mirror); // leaks: sending to channel, 2 times
    });
  response.recv();
}

LEAKS(AnErrorEndsTheLoopThatDrainsResults) {
  auto results = make_chan<error>();
  for (int shard = 0; shard < 3; ++shard)
    go([=] {                   // born
      results.send(disk_full); // leaks: sending to channel, 2 times
    });
  for (int shard = 0; shard < 3; ++shard)
    if (const error failure = *results.recv(); failure && !fixed)
      return;
}

LEAKS(APipelineIsLeftEarly) {
  auto numbers = make_chan<int>(), squares = make_chan<int>();
  go([=] { // born generator
    for (int i = 1; i <= 10; ++i)
      numbers.send(i); // leaks generator: sending to channel
    numbers.close();
  });
  go([=] { // born stage
    for (int number : numbers)
      squares.send(number * number); // leaks stage: sending to channel
    squares.close();
  });
  for (int square : squares)
    if (square > 20 && !fixed)
      break;
}

LEAKS(ANestedFanOutTakesOneResultOfEach) {
  for (int region = 0; region < 2; ++region)
    go([=] {
      auto found = make_chan<int>(fixed ? 3 : 0);
      for (int host = 0; host < 3; ++host)
        go([=] {            // born
          found.send(host); // leaks: sending to channel, 4 times
        });
      found.recv();
    });
}

LEAKS(ABufferFillsUpAfterItsReaderHasStopped) {
  constexpr int last = 0;
  auto events = make_chan<int>(2);
  go([=] { // born
    for (int event : {1, last, 2, 3, 4})
      events.send(event); // leaks: sending to channel
    events.close();
  });
  for (int event : events)
    if (event == last && !fixed)
      break;
}

LEAKS(ACleanUpReportsToNobody) {
  auto request = with_cancel(background());
  auto cleaned = make_chan<unit>(fixed ? 1 : 0);
  after_cancel(request.ctx(), [=] { // born
    cleaned.send({});               // leaks: sending to channel
  });
}

LEAKS(AGroupWithoutPlaceWaitsForItsOwnMember) {
  go([group = std::make_unique<task_group>(), fixed] { // born owner
    group->set_limit(fixed ? 2 : 1);
    group->go([&group = *group] { // born member
      group.go([] {});            // leaks member: sending to channel
    });
    EXPECT_FALSE(group->wait()); // leaks owner: waiting for wait group
  });
}

LEAKS(AChannelIsMovedAwayFromItsSender) {
  auto events = make_chan<int>(1);
  const chan<int> kept = fixed ? events : std::move(events);
  go([events] {     // born
    events.send(1); // leaks: sending to nil channel
  });
}

// Programs in which nobody sends, nor closes

LEAKS(NobodyClosesAChannelThatIsRangedOver) {
  auto lines = make_chan<std::string>();
  go([=] {                                // born
    for (const std::string &line : lines) // leaks: receiving from channel
      EXPECT_EQ(line, "hello");
  });
  lines.send("hello");
  if (fixed)
    lines.close();
}

LEAKS(NobodyClosesTheJobsOfAWorkerPool) {
  auto jobs = make_chan<int>(), results = make_chan<int>();
  for (int worker = 0; worker < 3; ++worker)
    go([=] {               // born
      for (int job : jobs) // leaks: receiving from channel, 3 times
        results.send(job * job);
    });
  for (int job = 0; job < 5; ++job) {
    jobs.send(job);
    results.recv();
  }
  if (fixed)
    jobs.close();
}

LEAKS(AConsumerCountsOneTooMany) {
  auto prices = make_chan<int>();
  const int count = 3;
  go([=] { // born
    for (int i = fixed ? 1 : 0; i <= count; ++i)
      prices.recv(); // leaks: receiving from channel
  });
  for (int i = 1; i <= count; ++i)
    prices.send(i);
}

LEAKS(ACallbackIsNeverCalled) {
  const auto fetch = [fixed](int page, const std::function<void(std::optional<int>)> &loaded) {
    if (page >= 0)
      loaded(page);
    else if (fixed)
      loaded(std::nullopt);
  };
  go([=] { // born
    auto answer = make_chan<std::optional<int>>(1);
    fetch(-1, [=](std::optional<int> page) { answer.send(page); });
    answer.recv(); // leaks: receiving from channel
  });
}

LEAKS(AHandlerRunsATaskThatNeverEnds) {
  auto rows = make_chan<int>();
  go([=] {         // born handler
    run([=] {      // born query; leaks handler: waiting for task
      rows.recv(); // leaks query: receiving from channel
    });
  });
  if (fixed)
    rows.close();
}

LEAKS(AChannelWasNeverMade) {
  struct server {
    chan<unit> ready;
  } one;
  if (fixed)
    one.ready = make_chan<unit>();
  go([one] {          // born
    one.ready.recv(); // leaks: receiving from nil channel
  });
  if (one.ready)
    one.ready.close();
}

// Programs whose select never gets what it waits for

LEAKS(AServerLoopHasNoArmToQuit) {
  auto reads = make_chan<int>(), writes = make_chan<int>();
  auto quit = make_chan<unit>();
  go([=] { // born
    for (;;)
      if (!fixed)
        select(on_recv(reads), on_recv(writes)); // leaks: in select
      else if (select(on_recv(reads), on_recv(writes), on_recv(quit)) == 2)
        return;
  });
  reads.send(1);
  writes.send(2);
  quit.close();
}

LEAKS(AMergeGoesOnWhenBothInputsHaveEnded) {
  auto left = make_chan<int>(), right = make_chan<int>(), merged = make_chan<int>(2);
  go([=]() mutable { // born
    while (!fixed || left || right) {
      std::optional<int> value;
      const std::size_t from = select(on_recv(left, value), on_recv(right, value)); // leaks: in select
      if (value)
        merged.send(*value);
      else
        (from == 0 ? left : right) = chan<int>();
    }
  });
  left.send(1);
  right.send(2);
  left.close();
  right.close();
}

LEAKS(ATaskKeepsTheProgramAliveWithAnEmptySelect) {
  auto process = with_cancel(background());
  go([until = process.ctx(), fixed] { // born
    if (fixed)
      until.done().recv();
    else
      select(); // leaks: in select without arms
  });
}

// Programs that forget time, or a context

LEAKS(ATickerLoopHasNoEnd) {
  auto every_hour = std::make_shared<ticker>(1h);
  auto quit = make_chan<unit>();
  go([=] { // born
    for (;;)
      if (!fixed)
        every_hour->ticks().recv(); // leaks: receiving from channel
      else if (select(on_recv(every_hour->ticks()), on_recv(quit)) == 1)
        return;
  });
  quit.close();
  afterwards.push_back([=] { every_hour->stop(); });
}

LEAKS(AStoppedTickerIsWaitedFor) {
  auto every_hour = std::make_shared<ticker>(1h);
  auto quit = make_chan<unit>();
  go([=] { // born
    if (fixed)
      while (select(on_recv(every_hour->ticks()), on_recv(quit)) == 0)
        ;
    else
      for ([[maybe_unused]] auto tick : every_hour->ticks()) // leaks: receiving from channel
        ;
  });
  every_hour->stop();
  quit.close();
}

LEAKS(ARetryLoopNeverGivesUp) {
  auto time = std::make_shared<test_clock>();
  auto server_is_up = std::make_shared<std::atomic<bool>>(false);
  auto ended = make_chan<unit>();
  auto request = with_cancel(background());
  go([=, until = request.ctx()] { // born
    while (!server_is_up->load())
      if (!fixed)
        sleep_for(1h); // leaks: sleeping
      else if (!sleep_for(1h, until))
        break;
    ended.close();
  });
  time->wait_for_timers(1);
  afterwards.push_back([=] {
    server_is_up->store(true);
    time->advance(1h);
    ended.recv();
  });
}

LEAKS(ATaskOwnsWhatWouldCancelIt) {
  struct connection {
    canceller lifetime = with_cancel(background());
  };
  auto opened = std::make_shared<connection>();
  go([until = opened->lifetime.ctx(), owner = fixed ? nullptr : opened] { // born
    until.done().recv();                                                  // leaks: receiving from channel
  });
}

LEAKS(ASessionIsNeverErased) {
  static std::map<int, canceller> sessions;
  auto inbox = make_chan<int>();
  sessions.emplace(7, with_cancel(background()));
  go([=, until = sessions.at(7).ctx()] { // born
    EXPECT_FALSE(inbox.recv(until));     // leaks: receiving from channel
  });
  if (fixed)
    sessions.erase(7);
  afterwards.push_back([] { sessions.clear(); });
}

LEAKS(TheBackgroundStandsInForTheRequestsContext) {
  auto request = with_cancel(background());
  const context until = fixed ? request.ctx() : background();
  go([=] {               // born
    until.done().recv(); // leaks: receiving from nil channel
  });
}

LEAKS(AMemberOfAGroupIgnoresThatAnotherHasFailed) {
  auto inbox = make_chan<int>();
  go([=, group = std::make_unique<task_group>()] { // born owner
    group->go([] { return error(disk_full); });
    group->go([=, until = group->ctx()] { // born member
      if (fixed)
        EXPECT_FALSE(inbox.recv(until));
      else
        inbox.recv(); // leaks member: receiving from channel
    });
    EXPECT_TRUE(is(group->wait(), disk_full)); // leaks owner: waiting for wait group
  });
}

// Programs with a lock that isn't given back

struct account {
  mutex lock;
  int balance = 0;
};

LEAKS(AnEarlyReturnKeepsTheLock) {
  auto savings = std::make_shared<account>();
  const auto withdraw = [=](int amount) {
    savings->lock.lock();
    if (savings->balance < amount) {
      if (fixed)
        savings->lock.unlock();
      return false;
    }
    savings->balance -= amount;
    savings->lock.unlock();
    return true;
  };
  EXPECT_FALSE(withdraw(10));
  go([=] {                           // born
    const guard hold(savings->lock); // leaks: locking mutex
    savings->balance += 10;
  });
}

LEAKS(AMemberLocksWhatItsCallerHasLocked) {
  auto savings = std::make_shared<account>();
  const auto deposit = [=](int amount) {
    const guard hold(savings->lock); // leaks: locking mutex
    savings->balance += amount;
  };
  go([=] { // born
    guard hold(savings->lock);
    const int interest = savings->balance / 100;
    if (fixed)
      hold.unlock();
    deposit(interest);
  });
}

LEAKS(AStoredCallbackIsCalledUnderTheLockThatItTakes) {
  struct subject {
    mutex lock;
    int value = 0; // guarded by lock
    std::function<void()> changed;
  };
  auto watched = std::make_shared<subject>();
  watched->changed = [&subject = *watched] {
    const guard hold(subject.lock); // leaks: locking mutex
    EXPECT_EQ(subject.value, 1);
  };
  go([=] { // born
    guard hold(watched->lock);
    watched->value = 1;
    if (fixed)
      hold.unlock();
    watched->changed();
  });
}

LEAKS(AReaderBecomesAWriter) {
  struct cache {
    rw_mutex lock;
    std::map<int, int> squares; // guarded by lock
  };
  auto shared = std::make_shared<cache>();
  go([=] { // born
    shared_guard reading(shared->lock);
    if (shared->squares.contains(7))
      return;
    if (fixed)
      reading.unlock();
    const guard writing(shared->lock); // leaks: locking mutex
    shared->squares[7] = 49;
  });
}

LEAKS(AReaderReadsAgainWhileAWriterWaits) {
  auto lock = std::make_shared<rw_mutex>();
  auto reading = make_chan<unit>();
  go([=] { // born reader
    shared_guard hold(*lock);
    reading.close();
    until_awaited(lock.get());
    if (fixed)
      hold.unlock();
    const shared_guard again(*lock); // leaks reader: locking mutex for reading
  });
  go([=] { // born writer
    reading.recv();
    const guard hold(*lock); // leaks writer: locking mutex
  });
}

LEAKS(TwoTransfersLockInOppositeOrders) {
  auto savings = std::make_shared<account>(), checking = std::make_shared<account>();
  auto both_hold_one = std::make_shared<wait_group>();
  both_hold_one->add(2);
  for (const bool back : {false, true})
    go([=] { // born
      account &first = *(back && !fixed ? checking : savings), &second = *(back && !fixed ? savings : checking);
      const guard hold_first(first.lock);
      both_hold_one->done();
      if (!fixed)
        both_hold_one->wait();
      const guard hold_second(second.lock); // leaks: locking mutex, 2 times
    });
}

LEAKS(ASenderHoldsTheLockThatItsReceiverNeeds) {
  auto state = std::make_shared<account>();
  auto changes = make_chan<int>();
  go([=] { // born publisher
    guard hold(state->lock);
    const int balance = ++state->balance;
    if (fixed)
      hold.unlock();
    changes.send(balance); // leaks publisher: sending to channel
  });
  go([=] { // born subscriber
    until_awaited(changes.state());
    {
      const guard hold(state->lock); // leaks subscriber: locking mutex
      EXPECT_EQ(state->balance, 1);
    }
    changes.recv();
  });
}

// Programs in which nobody notifies, counts down or ends

struct mailbox {
  mutex lock;
  cond filled;
  int letters = 0; // guarded by lock
};

LEAKS(NobodyNotifiesACondition) {
  auto box = std::make_shared<mailbox>();
  go([=] { // born
    guard hold(box->lock);
    while (box->letters == 0)
      box->filled.wait(hold); // leaks: waiting for condition
  });
  until_awaited(&box->filled);
  const guard hold(box->lock);
  ++box->letters;
  if (fixed)
    box->filled.notify_one();
}

LEAKS(ANotificationComesBeforeTheWait) {
  auto box = std::make_shared<mailbox>();
  {
    const guard hold(box->lock);
    ++box->letters;
    box->filled.notify_all();
  }
  go([=] { // born
    guard hold(box->lock);
    if (!fixed || box->letters == 0)
      box->filled.wait(hold); // leaks: waiting for condition
  });
}

LEAKS(AnErrorPathForgetsToCountDown) {
  auto working = std::make_shared<wait_group>();
  auto results = make_chan<int>(2);
  working->add(2);
  for (int worker = 0; worker < 2; ++worker)
    go([=] {
      const bool fails = worker == 1;
      if (fails && !fixed)
        return;
      results.send(worker);
      working->done();
    });
  go([=] {           // born closer
    working->wait(); // leaks closer: waiting for wait group
    results.close();
  });
  go([=] {                     // born printer
    for (int result : results) // leaks printer: receiving from channel
      EXPECT_LT(result, 2);
  });
}

LEAKS(ACountedTaskWaitsForTheCount) {
  auto working = std::make_shared<wait_group>();
  working->go([&group = *working, fixed, working = fixed ? nullptr : working] { // born
    if (!fixed)
      group.wait(); // leaks: waiting for wait group
  });
  if (fixed)
    working->wait();
}

LEAKS(AnInitialisationWaitsForATaskThatNeedsIt) {
  auto loaded = std::make_shared<once>();
  go([=] { // born loader
    loaded->do_once([=] {
      auto parsed = make_chan<unit>();
      go([=] { // born parser
        if (!fixed)
          loaded->do_once([] {}); // leaks parser: waiting for once
        parsed.close();
      });
      parsed.recv(); // leaks loader: receiving from channel
    });
  });
}

LEAKS(TwoTasksEachReceiveFirst) {
  auto ping = make_chan<int>(), pong = make_chan<int>();
  go([=] {       // born left
    pong.recv(); // leaks left: receiving from channel
    ping.send(1);
  });
  go([=] { // born right
    if (fixed)
      pong.send(1);
    ping.recv(); // leaks right: receiving from channel
    if (!fixed)
      pong.send(1);
  });
}

LEAKS(ADispatcherIsStoppedByItsOwnCallback) {
  auto events = make_chan<int>();
  auto quit = make_chan<unit>(), stopped = make_chan<unit>();
  const auto stop = [=] {
    quit.close();
    stopped.recv(); // leaks: receiving from channel
  };
  const std::function<void()> callback = fixed ? std::function<void()>([=] { go(stop); }) : stop;
  go([=] { // born
    while (select(on_recv(events), on_recv(quit)) == 0)
      callback();
    stopped.close();
  });
  events.send(1);
}

// What isn't a leak

TEST(LeakCheck, LeavesDaemonsAlone) {
  auto never = make_chan<unit>();
  const leak_check check;
  go_daemon([=] { never.recv(); });
  until_awaited(never.state());
  EXPECT_TRUE(check.leaks().empty());
  never.close();
}

TEST(LeakCheck, LeavesTasksAloneThatLivedBefore) {
  auto old = make_chan<unit>();
  go([=] { old.recv(); });
  until_awaited(old.state());
  const leak_check check;
  EXPECT_TRUE(check.leaks().empty());
  old.close();
}

TEST(LeakCheck, LeavesPlainThreadsAlone) {
  auto jobs = make_chan<unit>();
  const leak_check check;
  std::thread thread([=] { jobs.recv(); });
  until_awaited(jobs.state());
  EXPECT_TRUE(check.leaks().empty());
  jobs.close();
  thread.join();
}

TASK_AND_THREAD(LeakCheck, LeavesItsCallerAlone) {
  auto never = make_chan<unit>();
  const leak_check check;
  others.go([=] { never.recv(); });
  others.until_blocked(1);
  EXPECT_EQ(check.leaks().size(), 1U);
  never.close();
  others.join();
}

TEST(LeakCheck, WaitsForTasksThatSleep) {
  const leak_check check;
  for (int i = 0; i < 10; ++i)
    go([] { sleep_for(20ms); });
  EXPECT_TRUE(check.leaks(1min).empty());
}

TEST(LeakCheck, WaitsForTasksThatATimerWakes) {
  const leak_check check;
  go([] {
    const timer alarm(20ms);
    alarm.fired().recv();
  });
  EXPECT_TRUE(check.leaks(1min).empty());
}

TEST(LeakCheck, WaitsForTasksWhoseTimeIsLimited) {
  auto never = make_chan<unit>();
  const leak_check check;
  go([=] { EXPECT_FALSE(never.recv_for(20ms)); });
  go([=] { select(on_recv(never), after(20ms)); });
  go([=] {
    auto limit = with_timeout(background(), 20ms);
    EXPECT_FALSE(never.recv(limit.ctx()));
  });
  EXPECT_TRUE(check.leaks(1min).empty());
}

TEST(LeakCheck, WaitsForTasksThatCompute) {
  auto computed = make_chan<int>();
  const leak_check check;
  go([=] { computed.recv(); });
  go([=] {
    for (const auto end = std::chrono::steady_clock::now() + 20ms; std::chrono::steady_clock::now() < end;)
      yield();
    computed.send(1);
  });
  EXPECT_TRUE(check.leaks(1min).empty());
}

TEST(LeakCheck, WaitsForTasksThatAreOutside) {
  auto read = make_chan<int>();
  const leak_check check;
  go([=] { read.recv(); });
  go([=] {
    blocking([] { std::this_thread::sleep_for(20ms); });
    read.send(1);
  });
  EXPECT_TRUE(check.leaks(1min).empty());
}

TEST(LeakCheck, WaitsForThreadsThatWillWakeATask) {
  auto work = make_chan<int>();
  const leak_check check;
  go([=] { work.recv(); });
  std::thread known([=] {
    until_awaited(work.state());
    std::this_thread::sleep_for(20ms);
    work.send(1);
  });
  EXPECT_TRUE(check.leaks(1min).empty());
  known.join();
}

TEST(LeakCheck, WaitsForThreadsThatHaveNeverMetTheRuntime) {
  auto work = make_chan<int>();
  const leak_check check;
  go([=] { work.recv(); });
  std::thread stranger([=] {
    std::this_thread::sleep_for(20ms);
    work.send(1);
  });
  EXPECT_TRUE(check.leaks(1min).empty());
  stranger.join();
}

// One task ends another's wait just when the check looks: it mustn't take what it saw of one for true when it has seen
// that the other is gone.
TEST(LeakCheck, SeesAllTasksAtOneMoment) {
  auto spans = std::minstd_rand();
  for (int i = scaled(2000); i > 0; --i) {
    auto work = make_chan<int>();
    const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(200 + spans() % 400);
    const leak_check check;
    go([=] { work.recv(); });
    go([=] {
      while (std::chrono::steady_clock::now() < end) {
      }
      work.send(1);
    });
    ASSERT_EQ(check.report(1min), "");
  }
}

// What is said, and when

bool is_over_at_once() {
  auto never = make_chan<unit>();
  const leak_check check;
  go([=] { never.recv(); });
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(check.leaks(20s).size(), 1U);
  never.close();
  return std::chrono::steady_clock::now() - begin < 10s;
}

TEST(LeakCheck, IsOverAtOnceIfNobodyIsLeftToWakeATask) { EXPECT_TRUE(is_over_at_once()); }

TEST(LeakCheck, IsOverAtOnceWhenTheLastTimerHasFired) {
  sleep_for(1ms);
  EXPECT_TRUE(is_over_at_once());
}

TASK_AND_THREAD(LeakCheck, ReportsWhoSleepsLongerThanItWaits) {
  auto quit = with_cancel(background());
  const leak_check check;
  others.go([until = quit.ctx()] { EXPECT_FALSE(sleep_for(1h, until)); });
  others.until_blocked(1);
  const std::vector<blocked_task> leaks = check.leaks(1ms);
  ASSERT_EQ(leaks.size(), 1U);
  EXPECT_EQ(leaks[0].operation, "sleeping");
  EXPECT_TRUE(leaks[0].timed);
  quit.cancel();
  others.join();
}

TEST(LeakCheck, SaysALineForEachLeakOldestFirst) {
  auto never = make_chan<unit>();
  const leak_check check;
  go([=] { never.recv(); });
  go([=] { never.recv(); });
  const std::vector<blocked_task> leaks = check.leaks();
  ASSERT_EQ(leaks.size(), 2U);
  EXPECT_LT(leaks[0].id, leaks[1].id);
  EXPECT_EQ(leaks[0].object, never.state());
  std::string lines;
  for (const blocked_task &one : leaks)
    lines += "task " + std::to_string(one.id) + ": " + one.operation + " at " + detail::place(one.where) +
             ", born at " + detail::place(one.born) + '\n';
  EXPECT_EQ(check.report(), lines);
  never.close();
}

// The listener. These tests are for it, and run in a process of their own.

TEST(Unattended, DISABLED_LeavesTwoTasksBlocked) {
  auto never = make_chan<int>();
  go([=] {        // born receiver
    never.recv(); // leaks receiver: receiving from channel
  });
  go([] {                // born sender
    chan<int>().send(1); // leaks sender: sending to nil channel
  });
}

TEST(Unattended, DISABLED_LeavesNothing) {
  auto answer = make_chan<int>();
  go([=] { answer.send(42); });
  EXPECT_EQ(answer.recv(), 42);
}

TEST(Unattended, DISABLED_LeavesADaemon) {
  go_daemon([] { select(); });
}

struct outcome {
  int status;
  std::string output;
};

outcome outcome_of(const std::string &tests) {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe");
  const std::string command =
      "'" + self + "' --gtest_also_run_disabled_tests --gtest_color=no --gtest_filter='" + tests + "' 2>&1";
  std::FILE *child = popen(command.c_str(), "r");
  std::string output;
  for (int c; (c = std::fgetc(child)) != EOF;)
    output += static_cast<char>(c);
  return {WEXITSTATUS(pclose(child)), output};
}

/// The leaks that a test's output names, as in_sentences has them.
std::vector<std::string> leaks_told_in(const std::string &output) {
  static const std::regex told("\ntask [0-9]+: (.*?)(?: 0x[0-9a-f]+)? at (.*), born at (.*)");
  std::vector<std::string> sentences;
  for (std::sregex_iterator each(output.begin(), output.end(), told), end; each != end; ++each)
    sentences.push_back(in_a_sentence((*each)[2], (*each)[1], (*each)[3]));
  std::sort(sentences.begin(), sentences.end());
  return sentences;
}

std::size_t line_of(std::string_view start) {
  const auto found =
      std::find_if(source().begin(), source().end(), [=](const std::string &line) { return line.starts_with(start); });
  return static_cast<std::size_t>(found - source().begin()) + 1;
}

TEST(FailOnLeaks, FailsTheTestThatLeaksAndSaysWhatAndWhere) {
  const auto [status, output] = outcome_of("Unattended.DISABLED_LeavesTwoTasksBlocked");
  EXPECT_EQ(status, 1);
  const std::size_t line = line_of("TEST(Unattended, DISABLED_LeavesTwoTasksBlocked)");
  EXPECT_TRUE(contains(output, place_of(line) + ": Failure")) << output;
  EXPECT_EQ(leaks_told_in(output), leaks_said_from(line)) << output;
}

TEST(FailOnLeaks, LetsTheNextTestPass) {
  const auto [status, output] =
      outcome_of("Unattended.DISABLED_LeavesTwoTasksBlocked:Unattended.DISABLED_LeavesNothing");
  EXPECT_EQ(status, 1);
  EXPECT_TRUE(contains(output, "[  FAILED  ] Unattended.DISABLED_LeavesTwoTasksBlocked")) << output;
  EXPECT_TRUE(contains(output, "[       OK ] Unattended.DISABLED_LeavesNothing")) << output;
}

TEST(FailOnLeaks, LetsTestsPassThatLeaveNothingOrDaemons) {
  const auto [status, output] = outcome_of("Unattended.DISABLED_LeavesNothing:Unattended.DISABLED_LeavesADaemon");
  EXPECT_EQ(status, 0) << output;
  EXPECT_FALSE(contains(output, "still blocked")) << output;
}

} // namespace
} // namespace leash::test
