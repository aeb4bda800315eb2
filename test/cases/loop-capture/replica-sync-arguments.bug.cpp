// Brings replicas up to date, one task for each: the task gets a reference to the progress that the loop declares, and writes to it long after the iteration.
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
  int started = 0;
  for (const std::string &replica : replicas) {
    Progress progress;
    leash::go(catchUp, replica, std::ref(progress), finished); // finding: 'progress'
    ++started;
  }
  for (int left = started; left > 0; --left)
    std::cout << *finished.recv() << " is done\n";
  return started;
}

int main() { return catchUpAll({"oslo", "bergen", "narvik!"}) == 3 ? 0 : 1; }
