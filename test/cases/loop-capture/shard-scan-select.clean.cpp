// Scans shards in turns, each of which is over before its variables are: a wait group per turn, a result taken in the turn, a task that is run, handlers of a select, work deferred to the end of the turn.
#include <leash/chan.h>
#include <leash/defer.h>
#include <leash/go.h>
#include <leash/select.h>
#include <leash/task_group.h>
#include <leash/wait_group.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

struct Shard {
  std::string name;
  std::vector<int> rows;
};

static int sum(const std::vector<int> &rows) {
  int total = 0;
  for (int row : rows)
    total += row;
  return total;
}

static void scanInTurns(const std::vector<Shard> &shards) {
  for (const Shard &shard : shards) {
    int first = 0, second = 0;
    leash::wait_group both;
    both.go([&] { first = sum(shard.rows); });
    both.go([&] { second = static_cast<int>(shard.rows.size()); });
    both.wait();
    std::printf("%s: %d of %d\n", shard.name.c_str(), first, second);
  }
}

static int scanOneByOne(const std::vector<Shard> &shards) {
  int total = 0;
  auto sums = leash::make_chan<int>();
  for (std::size_t i = 0; i < shards.size(); ++i) {
    leash::go([&, sums] { sums.send(sum(shards[i].rows)); });
    total += *sums.recv();
  }
  return total;
}

static int runEach(const std::vector<Shard> &shards) {
  int total = 0;
  for (std::size_t i = 0; i < shards.size(); ++i)
    total += leash::run([&] { return sum(shards[i].rows); });
  return total;
}

static leash::error scanInGroups(const std::vector<Shard> &shards, std::size_t width) {
  for (std::size_t start = 0; start < shards.size(); start += width) {
    std::vector<int> sums(width);
    leash::task_group group;
    for (std::size_t i = start; i < shards.size() && i < start + width; ++i)
      group.go([&sums, &shards, i, start] { sums[i - start] = sum(shards[i].rows); });
    if (leash::error err = group.wait())
      return err;
    std::printf("%d\n", sum(sums));
  }
  return {};
}

static int collect(leash::recv_chan<int> rows, leash::recv_chan<leash::unit> quit) {
  int total = 0;
  for (int turn = 0; turn < 1000; ++turn) {
    std::string said = "turn " + std::to_string(turn);
    LEASH_DEFER { std::puts(said.c_str()); };
    bool isOver = false;
    leash::select(leash::on_recv(rows,
                                 [&](std::optional<int> row) {
                                   total += row.value_or(0);
                                   said += row ? ", a row" : ", closed";
                                 }),
                  leash::on_recv(quit, [&] { isOver = true; }),
                  leash::after(std::chrono::seconds(1), [&] { said += ", nothing came"; }));
    if (isOver)
      return total;
  }
  return total;
}

int main() {
  const std::vector<Shard> shards = {{"a", {1, 2, 3}}, {"b", {4, 5}}};
  scanInTurns(shards);
  std::printf("%d %d\n", scanOneByOne(shards), runEach(shards));
  if (leash::error err = scanInGroups(shards, 2))
    return 1;
  auto rows = leash::make_chan<int>(2);
  auto quit = leash::make_chan<leash::unit>();
  leash::go([rows, quit] {
    for (int row = 0; row < 10; ++row)
      rows.send(row);
    quit.close();
  });
  std::printf("%d\n", collect(rows, quit));
}
