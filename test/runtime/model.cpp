// model: small random programs, run by the runtime and by a model that is simple enough to be believed.
//
// The model takes one whole operation after the other, in every order. Whatever the runtime does has to be among what
// the model allows: who received what, which arm was taken, what was misuse, and where the program got stuck.
//
// A real run that is stuck has to be ended without ending the process, and has to be told from one that is merely slow.
// So the model decides: a run is believed to be stuck once it rests in a state where the model, too, can't go on; one
// that rests anywhere else is waited for, and is a lost wake-up if that takes very long. Believing too early does no
// harm, since what had happened until then is possible. Then the context of half the operations is cancelled, and the
// channels of the other half are closed; what comes after that isn't looked at.
//
// Programs are written like this, a line for each task after one for what they share:
//     a[0] b[2] count 1
//     send a; select recv b | send a | otherwise; wait
//     try recv a; close b; done
#include "support.h"

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/select.h>
#include <leash/wait_group.h>

#include <array>
#include <deque>
#include <set>
#include <sstream>
#include <string>
#include <unordered_set>
#include <vector>

namespace leash::test {
namespace {

// Programs

constexpr int nil = -1;

struct branch {
  bool sends = false;
  int channel = nil;
  int value = 0; // unlike any other
};

/// An operation. One on a channel is a select: `send a` has one branch, and `try send a` an `otherwise` beside it.
struct step {
  enum { choose, close, done, wait } what = choose;
  std::vector<branch> branches;
  bool otherwise = false;
  bool written_as_select = false;
  int channel = nil; // to close
};

struct program {
  std::vector<std::size_t> capacities;
  int count = 0; // of the wait group
  std::vector<std::vector<step>> tasks;
};

std::string channel_name(int channel) {
  return channel == nil ? "nil" : std::string(1, static_cast<char>('a' + channel));
}

std::string text(const branch &one) { return (one.sends ? "send " : "recv ") + channel_name(one.channel); }

std::string text(const step &one) {
  switch (one.what) {
  case step::close:
    return "close " + channel_name(one.channel);
  case step::done:
    return "done";
  case step::wait:
    return "wait";
  case step::choose:
    break;
  }
  if (!one.written_as_select)
    return (one.otherwise ? "try " : "") + text(one.branches.front());
  std::string all;
  for (const branch &each : one.branches)
    all += (all.empty() ? "select " : " | ") + text(each);
  return all + (one.otherwise ? " | otherwise" : "");
}

std::string text(const program &one) {
  std::string all;
  for (std::size_t i = 0; i < one.capacities.size(); ++i)
    all += channel_name(static_cast<int>(i)) + '[' + std::to_string(one.capacities[i]) + "] ";
  all += "count " + std::to_string(one.count);
  for (const auto &task : one.tasks) {
    const char *before = "\n";
    for (const step &each : task) {
      all += before + text(each);
      before = "; ";
    }
  }
  return all;
}

int channel_of(const std::string &name) { return name == "nil" ? nil : name.at(0) - 'a'; }

std::string word(std::istream &in) {
  std::string next;
  in >> next;
  return next;
}

step step_of(std::istringstream in) {
  step one;
  std::string verb = word(in);
  if (verb == "close")
    return {.what = step::close, .branches = {}, .channel = channel_of(word(in))};
  if (verb == "done")
    return {.what = step::done, .branches = {}};
  if (verb == "wait")
    return {.what = step::wait, .branches = {}};
  one.otherwise = verb == "try";
  one.written_as_select = verb == "select";
  if (one.otherwise || one.written_as_select)
    verb = word(in);
  for (; !verb.empty(); verb = word(in))
    if (verb == "otherwise")
      one.otherwise = true;
    else if (verb != "|")
      one.branches.push_back({.sends = verb == "send", .channel = channel_of(word(in))});
  return one;
}

program program_of(const std::string &source) {
  program one;
  std::istringstream lines(source);
  std::string line;
  std::getline(lines, line);
  std::istringstream shared(line);
  for (std::string next = word(shared); next != "count"; next = word(shared))
    one.capacities.push_back(static_cast<std::size_t>(next.at(2) - '0'));
  shared >> one.count;
  while (std::getline(lines, line)) {
    auto &task = one.tasks.emplace_back();
    std::istringstream steps(line);
    for (std::string each; std::getline(steps, each, ';');) {
      task.push_back(step_of(std::istringstream(each)));
      int number = 0;
      for (branch &it : task.back().branches)
        it.value = static_cast<int>(one.tasks.size() * 100 + task.size() * 10) + number++;
    }
  }
  return one;
}

// Outcomes: what each task's operations came to, in words.

using log = std::vector<std::string>;

std::string sent(std::size_t arm) { return "sent by " + std::to_string(arm); }
std::string got(std::size_t arm, int value) { return "got " + std::to_string(value) + " by " + std::to_string(arm); }
std::string end(std::size_t arm) { return "end by " + std::to_string(arm); }

std::string text(const std::vector<log> &logs) {
  std::string all;
  for (const log &each : logs) {
    for (const std::string &result : each)
      all += result + ", ";
    all += '\n';
  }
  return all;
}

std::string text(const std::vector<std::deque<int>> &buffers) {
  std::string all;
  for (const auto &each : buffers) {
    for (int value : each)
      all += std::to_string(value) + ' ';
    all += "left; ";
  }
  return all;
}

// The model

class model {
public:
  static constexpr std::size_t too_many = 20000;

  explicit model(const program &of) : program_(of) {
    state first;
    first.logs.resize(of.tasks.size());
    first.buffers.resize(of.capacities.size());
    first.closed.resize(of.capacities.size());
    first.count = of.count;
    reach(first);
    while (!open_.empty() && !gave_up()) {
      const state next = open_.back();
      open_.pop_back();
      explore(next);
    }
  }

  /// There are too many states; then nothing else here means anything.
  bool gave_up() const { return seen_.size() > too_many; }

  /// Ends of programs that ran through: the logs, and what is left in the buffers.
  const std::set<std::string> &complete() const { return complete_; }

  /// The logs where nobody can go on.
  const std::set<std::string> &stuck() const { return stuck_; }

private:
  struct state {
    std::vector<log> logs; // which say how far each task has come
    std::vector<std::deque<int>> buffers;
    std::vector<bool> closed;
    int count = 0;

    std::string key() const {
      std::string all = text(logs) + text(buffers) + std::to_string(count);
      for (const bool each : closed)
        all += each ? 'c' : 'o';
      return all;
    }
  };

  const step *next_of(const state &now, std::size_t task) const {
    const auto &steps = program_.tasks[task];
    return now.logs[task].size() == steps.size() ? nullptr : &steps[now.logs[task].size()];
  }

  void reach(const state &next) {
    if (seen_.insert(next.key()).second)
      open_.push_back(next);
  }

  void explore(const state &now) {
    bool moves = false;
    bool complete = true;
    for (std::size_t task = 0; task < program_.tasks.size(); ++task)
      if (const step *next = next_of(now, task)) {
        complete = false;
        moves |= advance(now, task, *next);
      }
    if (complete)
      complete_.insert(text(now.logs) + text(now.buffers));
    else if (!moves)
      stuck_.insert(text(now.logs));
  }

  template <class Change> bool become(state next, std::size_t task, std::string result, Change change) {
    next.logs[task].push_back(std::move(result));
    change(next);
    reach(next);
    return true;
  }
  bool become(const state &next, std::size_t task, std::string result) {
    return become(next, task, std::move(result), [](state &) {});
  }

  bool advance(const state &now, std::size_t task, const step &next) {
    switch (next.what) {
    case step::close:
      if (next.channel == nil || now.closed[static_cast<std::size_t>(next.channel)])
        return become(now, task, "misuse");
      return become(now, task, "closed",
                    [&](state &then) { then.closed[static_cast<std::size_t>(next.channel)] = true; });
    case step::done:
      if (now.count == 0)
        return become(now, task, "misuse");
      return become(now, task, "done", [](state &then) { --then.count; });
    case step::wait:
      return now.count == 0 && become(now, task, "waited");
    case step::choose:
      break;
    }
    bool moves = false;
    for (std::size_t arm = 0; arm < next.branches.size(); ++arm)
      if (next.branches[arm].channel != nil)
        moves |= next.branches[arm].sends ? send(now, task, next, arm) : receive(now, task, next, arm);
    const bool ready = moves && is_ready_by_itself(now, next);
    if (next.otherwise && !ready)
      moves |= become(now, task, "otherwise");
    return moves;
  }

  // Without a partner, of whom nobody knows whether it is there already.
  bool is_ready_by_itself(const state &now, const step &next) const {
    for (const branch &one : next.branches) {
      if (one.channel == nil)
        continue;
      const auto channel = static_cast<std::size_t>(one.channel);
      const std::size_t size = now.buffers[channel].size();
      if (now.closed[channel] || (one.sends ? size < program_.capacities[channel] : size > 0))
        return true;
    }
    return false;
  }

  bool send(const state &now, std::size_t task, const step &next, std::size_t arm) {
    const branch &mine = next.branches[arm];
    const auto channel = static_cast<std::size_t>(mine.channel);
    if (now.closed[channel])
      return become(now, task, "misuse");
    if (now.buffers[channel].size() < program_.capacities[channel])
      return become(now, task, sent(arm), [&](state &then) { then.buffers[channel].push_back(mine.value); });
    return program_.capacities[channel] == 0 && meet(now, task, next, arm);
  }

  bool receive(const state &now, std::size_t task, const step &next, std::size_t arm) {
    const auto channel = static_cast<std::size_t>(next.branches[arm].channel);
    if (!now.buffers[channel].empty())
      return become(now, task, got(arm, now.buffers[channel].front()),
                    [&](state &then) { then.buffers[channel].pop_front(); });
    return now.closed[channel] && become(now, task, end(arm));
  }

  // An unbuffered send happens together with a receive; one of the two has to have waited.
  bool meet(const state &now, std::size_t task, const step &next, std::size_t arm) {
    const branch &mine = next.branches[arm];
    bool met = false;
    for (std::size_t other = 0; other < program_.tasks.size(); ++other) {
      const step *theirs = next_of(now, other);
      if (other == task || theirs == nullptr || (next.otherwise && theirs->otherwise))
        continue;
      for (std::size_t receiving = 0; receiving < theirs->branches.size(); ++receiving)
        if (!theirs->branches[receiving].sends && theirs->branches[receiving].channel == mine.channel)
          met |= become(now, task, sent(arm),
                        [&](state &then) { then.logs[other].push_back(got(receiving, mine.value)); });
    }
    return met;
  }

  const program &program_;
  std::unordered_set<std::string> seen_;
  std::vector<state> open_;
  std::set<std::string> complete_;
  std::set<std::string> stuck_;
};

// The runtime

class real_run {
public:
  real_run(const program &of, unsigned seed) : program_(of), random_(seed) {
    for (const std::size_t capacity : of.capacities)
      channels_.push_back(make_chan<int>(capacity));
    group_.add(of.count);
    tracks_.resize(of.tasks.size());
    for (std::size_t task = 0; task < of.tasks.size(); ++task)
      tracks_[task].results.resize(of.tasks[task].size());
  }

  struct outcome {
    bool stuck;
    std::string text;
  };

  /// What came of it; ends the process if nothing does, though the model says that something must.
  outcome play(const model &allowed) {
    const workers some(1 + static_cast<int>(random_() % 4));
    crew players(actor::task);
    for (std::size_t task = 0; task < program_.tasks.size(); ++task)
      players.go(random_() % 8 == 0 ? actor::thread : actor::task,
                 [this, task, seed = random_()] { play(task, seed); });
    const bool stuck = !runs_through(allowed);
    outcome came = {.stuck = stuck, .text = text(logs())};
    stop_.cancel();
    if (stuck)
      for (chan<int> &each : channels_)
        (void)misuse_in([&] { each.close(); });
    players.join();
    if (!stuck)
      came.text += text(what_is_left());
    return came;
  }

private:
  struct track {
    log results;
    std::unique_ptr<std::atomic<std::size_t>> known = std::make_unique<std::atomic<std::size_t>>(0);
  };

  std::vector<log> logs() const {
    std::vector<log> all;
    for (const track &each : tracks_)
      all.emplace_back(each.results.begin(), each.results.begin() + static_cast<std::ptrdiff_t>(each.known->load()));
    return all;
  }

  bool runs_through(const model &allowed) const {
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    for (int idle = 0; !is_complete(); ++idle) {
      std::this_thread::yield();
      if (idle < 20)
        continue;
      if (const std::string now = text(logs()); allowed.stuck().contains(now))
        return false;
      else if (std::chrono::steady_clock::now() > deadline)
        give_up(("for this program\n" + text(program_) + "\nto leave\n" + now).c_str(),
                std::source_location::current());
      std::this_thread::sleep_for(20us);
    }
    return true;
  }

  bool is_complete() const {
    for (std::size_t task = 0; task < tracks_.size(); ++task)
      if (tracks_[task].known->load() != program_.tasks[task].size())
        return false;
    return true;
  }

  std::vector<std::deque<int>> what_is_left() {
    std::vector<std::deque<int>> all(channels_.size());
    for (std::size_t i = 0; i < channels_.size(); ++i)
      while (const auto value = channels_[i].try_recv())
        all[i].push_back(*value);
    return all;
  }

  void play(std::size_t task, unsigned seed) {
    std::mt19937 random(seed);
    track &mine = tracks_[task];
    for (const step &next : program_.tasks[task]) {
      for (unsigned yields = random() % 4; yields > 0; --yields)
        yield();
      if (stop_.ctx().is_done())
        return;
      std::string result;
      if (const auto bug = misuse_in([&] { result = perform(next, random()); }))
        result = "misuse";
      if (result.empty()) // cancelled
        return;
      const std::size_t number = mine.known->load();
      mine.results[number] = std::move(result);
      mine.known->store(number + 1);
    }
  }

  chan<int> channel(int which) const { return which == nil ? chan<int>() : channels_[static_cast<std::size_t>(which)]; }

  std::string perform(const step &next, unsigned flavour) {
    switch (next.what) {
    case step::close:
      channel(next.channel).close();
      return "closed";
    case step::done:
      group_.done();
      return "done";
    case step::wait:
      return group_.wait(stop_.ctx()) ? "waited" : "";
    case step::choose:
      break;
    }
    // Without a context, closing the channels has to be what ends it.
    bool ends_by_close = false;
    for (const branch &each : next.branches)
      ends_by_close |= each.channel != nil;
    const bool with_context = flavour % 2 == 0 || !ends_by_close;
    if (next.branches.size() == 1 && flavour / 2 % 2 == 0)
      return next.branches[0].sends ? send(next, with_context) : receive(next, with_context);
    std::array<std::optional<int>, 3> values;
    const std::size_t arm = choose(next, with_context, values);
    if (arm < next.branches.size())
      return next.branches[arm].sends ? sent(arm) : values.at(arm) ? got(arm, *values.at(arm)) : end(arm);
    return next.otherwise ? "otherwise" : "";
  }

  std::string send(const step &next, bool with_context) {
    const branch &one = next.branches[0];
    chan<int> c = channel(one.channel);
    if (next.otherwise)
      return c.try_send(one.value) ? sent(0) : "otherwise";
    if (with_context)
      return c.send(one.value, stop_.ctx()) ? sent(0) : "";
    c.send(one.value);
    return sent(0);
  }

  std::string receive(const step &next, bool with_context) {
    chan<int> c = channel(next.branches[0].channel);
    if (next.otherwise || with_context) {
      const received<int> value = next.otherwise ? c.try_recv() : c.recv(stop_.ctx());
      if (value.status() == recv_status::empty)
        return "otherwise";
      if (value.status() == recv_status::cancelled)
        return "";
      return value ? got(0, *value) : end(0);
    }
    const auto value = c.recv();
    return value ? got(0, *value) : end(0);
  }

  // A select of as many arms as the step has branches; what each of them is turns out when it runs.
  template <class... Arms>
  std::size_t choose(const step &next, bool with_context, std::array<std::optional<int>, 3> &values, Arms &&...arms) {
    constexpr std::size_t made = sizeof...(Arms);
    if (made == next.branches.size()) {
      if constexpr (made > 0) {
        if (next.otherwise)
          return select(std::forward<Arms>(arms)..., otherwise());
        if (with_context)
          return select(std::forward<Arms>(arms)..., on_done(stop_.ctx()));
        return select(std::forward<Arms>(arms)...);
      }
    }
    if constexpr (made < 3) {
      const branch &one = next.branches.at(made);
      if (one.sends)
        return choose(next, with_context, values, std::forward<Arms>(arms)...,
                      on_send(channel(one.channel), one.value));
      return choose(next, with_context, values, std::forward<Arms>(arms)...,
                    on_recv(channel(one.channel), values.at(made)));
    }
    return made;
  }

  const program &program_;
  std::mt19937 random_;
  std::vector<chan<int>> channels_;
  wait_group group_;
  canceller stop_ = with_cancel(background());
  std::vector<track> tracks_;
};

// Random programs

class inventor {
public:
  explicit inventor(unsigned seed) : random_(seed) {}

  program invent() {
    program one;
    for (unsigned channels = 1 + pick(3); channels > 0; --channels)
      one.capacities.push_back(pick(3));
    const unsigned tasks = 2 + pick(3);
    int dones = 0;
    for (unsigned task = 0; task < tasks; ++task) {
      auto &steps = one.tasks.emplace_back();
      for (unsigned count = 1 + pick(4); count > 0; --count) {
        steps.push_back(invent_step(one));
        dones += steps.back().what == step::done;
      }
    }
    // Mostly as many as are done; sometimes one more, and the wait is for ever; or one less, and that is misuse.
    one.count = std::max(0, dones + static_cast<int>(pick(8) == 0) - static_cast<int>(pick(8) == 0));
    return program_of(text(one)); // which gives each value its number
  }

private:
  unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }

  int pick_channel(const program &one) {
    return pick(20) == 0 ? nil : static_cast<int>(pick(static_cast<unsigned>(one.capacities.size())));
  }

  branch invent_branch(const program &one) { return {.sends = pick(2) == 0, .channel = pick_channel(one)}; }

  step invent_step(const program &one) {
    const unsigned dice = pick(100);
    step next;
    if (dice < 50) {
      next.branches.push_back(invent_branch(one));
    } else if (dice < 60) {
      next.branches.push_back(invent_branch(one));
      next.otherwise = true;
    } else if (dice < 82) {
      next.written_as_select = true;
      for (unsigned branches = 1 + pick(3); branches > 0; --branches)
        next.branches.push_back(invent_branch(one));
      next.otherwise = pick(4) == 0;
    } else if (dice < 90) {
      next.what = step::close;
      next.channel = pick_channel(one);
    } else {
      next.what = dice < 96 ? step::done : step::wait;
    }
    return next;
  }

  std::mt19937 random_;
};

// The model by itself: what it allows for programs that anybody can judge

TEST(Model, AllowsOneOutcomeOfARendezvous) {
  const program one = program_of("a[0] count 0\n"
                                 "send a\n"
                                 "recv a");
  const model allowed(one);
  EXPECT_EQ(allowed.complete(), (std::set<std::string>{"sent by 0, \ngot 110 by 0, \nleft; "}));
  EXPECT_TRUE(allowed.stuck().empty());
}

TEST(Model, AllowsEitherOfTwoReceiversToBeLeftOut) {
  const program one = program_of("a[1] count 0\n"
                                 "send a\n"
                                 "recv a\n"
                                 "recv a");
  const model allowed(one);
  EXPECT_TRUE(allowed.complete().empty());
  EXPECT_EQ(allowed.stuck(),
            (std::set<std::string>{"sent by 0, \ngot 110 by 0, \n\n", "sent by 0, \n\ngot 110 by 0, \n"}));
}

TEST(Model, AllowsACloseBeforeOrAfterASend) {
  const program one = program_of("a[1] count 0\n"
                                 "send a\n"
                                 "close a");
  const model allowed(one);
  EXPECT_EQ(allowed.complete(),
            (std::set<std::string>{"misuse, \nclosed, \nleft; ", "sent by 0, \nclosed, \n110 left; "}));
}

TEST(Model, AllowsOtherwiseOnlyWhereNothingIsReady) {
  const program ready = program_of("a[1] b[1] count 0\n"
                                   "send a; select recv a | send b | otherwise");
  EXPECT_EQ(model(ready).complete(), (std::set<std::string>{"sent by 0, got 110 by 0, \nleft; left; ",
                                                            "sent by 0, sent by 1, \n110 left; 121 left; "}));
  const program unready = program_of("a[1] b[0] count 0\n"
                                     "select recv a | send b | otherwise");
  EXPECT_EQ(model(unready).complete(), (std::set<std::string>{"otherwise, \nleft; left; "}));
}

TEST(Model, AllowsTriersNoRendezvous) {
  const program one = program_of("a[0] count 0\n"
                                 "try send a\n"
                                 "try recv a");
  EXPECT_EQ(model(one).complete(), (std::set<std::string>{"otherwise, \notherwise, \nleft; "}));
}

TEST(Model, GetsStuckInAWaitForMoreThanAreDone) {
  const program one = program_of("a[0] count 2\n"
                                 "done; wait");
  EXPECT_EQ(model(one).stuck(), (std::set<std::string>{"done, \n"}));
}

TEST(Model, FindsMisuseOfNilAndOfACounter) {
  const program one = program_of("a[0] count 0\n"
                                 "close nil; done; try send nil");
  EXPECT_EQ(model(one).complete(), (std::set<std::string>{"misuse, misuse, otherwise, \nleft; "}));
}

TEST(Model, ReadsWhatItWrites) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const std::string source = text(inventor(seed).invent());
    EXPECT_EQ(text(program_of(source)), source);
  }
}

// The runtime against the model

void expect_allowed(const program &one, const model &allowed, unsigned seed, std::set<std::string> &seen) {
  const real_run::outcome came = real_run(one, seed).play(allowed);
  EXPECT_TRUE((came.stuck ? allowed.stuck() : allowed.complete()).contains(came.text))
      << "seed " << seed << ", program\n"
      << text(one) << "\ncame to\n"
      << came.text;
  seen.insert(came.text);
}

TEST(Runtime, DoesOnlyWhatTheModelAllowsToRandomPrograms) {
  const auto start = std::chrono::steady_clock::now();
  std::size_t programs = 0;
  std::size_t possible = 0;
  std::size_t seen = 0;
  for (unsigned seed = 1; seed <= 400 && !testing::Test::HasFailure(); ++seed) {
    if (std::chrono::steady_clock::now() - start > 5s)
      break; // on a slow machine, or under a sanitizer
    const program one = inventor(seed).invent();
    const model allowed(one);
    if (allowed.gave_up())
      continue;
    ++programs;
    std::set<std::string> outcomes;
    for (unsigned round = 0; round < 25; ++round)
      expect_allowed(one, allowed, seed * 1000 + round, outcomes);
    possible += allowed.complete().size() + allowed.stuck().size();
    seen += outcomes.size();
  }
  EXPECT_GT(programs, 0U);
  RecordProperty("programs", static_cast<int>(programs));
  RecordProperty("outcomes_possible", static_cast<int>(possible));
  RecordProperty("outcomes_seen", static_cast<int>(seen));
}

// Programs in which few outcomes are possible and all of them are common: the runtime shows them all.
TEST(Runtime, ShowsEveryOutcomeOfSmallPrograms) {
  for (const char *source : {"a[0] b[0] count 0\nselect send a | send b\nrecv a; recv b\nrecv b; recv a",
                             "a[1] b[1] count 0\nsend a; send b; select recv a | recv b | otherwise",
                             "a[1] count 0\nsend a; close a\nrecv a\nrecv a",
                             "a[0] count 1\nselect send a | recv nil\nselect recv a | recv a; done\nwait"}) {
    const program one = program_of(source);
    const model allowed(one);
    ASSERT_FALSE(allowed.gave_up());
    std::set<std::string> outcomes;
    std::set<std::string> all = allowed.complete();
    all.insert(allowed.stuck().begin(), allowed.stuck().end());
    for (unsigned round = 0; round < 5000 && outcomes != all; ++round)
      expect_allowed(one, allowed, round, outcomes);
    EXPECT_EQ(outcomes, all) << source;
  }
}

} // namespace
} // namespace leash::test
