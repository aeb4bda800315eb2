// Brings replicas up to date, one task for each: the progress of all of them lives in a vector that outlives the tasks.
#include <leash/chan.h>
#include <leash/go.h>

#include <cstdint>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

struct Progress {
  std::uint64_t offset = 0;
  bool complete = false;
};

static void catchUp(const std::string &replica, Progress &progress, leash::send_chan<std::string> finished) {
  for (; progress.offset < replica.size(); ++progress.offset)
    if (replica[progress.offset] == '!')
      break;
  progress.complete = progress.offset == replica.size();
  finished.send(replica);
}

static int catchUpAll(const std::vector<std::string> &replicas) {
  auto finished = leash::make_chan<std::string>(replicas.size());
  std::vector<Progress> all(replicas.size());
  int started = 0;
  for (const std::string &replica : replicas) {
    leash::go(catchUp, replica, std::ref(all[started]), finished);
    ++started;
  }
  for (int left = started; left > 0; --left)
    std::cout << *finished.recv() << " is done\n";
  return started;
}

int main() { return catchUpAll({"oslo", "bergen", "narvik!"}) == 3 ? 0 : 1; }
