// processors: how many tasks should run at once on this machine: what the affinity mask and the cgroup's quota leave.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sched.h>
#include <sstream>
#include <string>

namespace leash::detail {

inline int processors_by_affinity() noexcept {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? std::max(1, CPU_COUNT(&set)) : 1;
}

/// The quota in `text`, as cgroup v2 writes it: "max 100000" or "150000 100000" (microseconds per period). 0: none.
inline double quota_of(const std::string &text) {
  std::istringstream in(text);
  double quota = 0, period = 0;
  return in >> quota >> period && quota > 0 && period > 0 ? quota / period : 0;
}

inline std::string line_of(const std::string &path) {
  std::string line;
  std::ifstream file(path);
  std::getline(file, line);
  return line;
}

/// The least quota of this process's cgroup and those above it, in processors; 0 if there is none.
inline double cgroup_quota() {
  double least = 0;
  const auto note = [&](double quota) {
    if (quota > 0 && (least == 0 || quota < least))
      least = quota;
  };
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) { // "0::/a/b" in v2, "4:cpu,cpuacct:/a/b" in v1
    const auto first = line.find(':'), second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos)
      continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    std::string group = line.substr(second + 1);
    while (!group.empty() && group.back() == '/')
      group.pop_back();
    for (;; group.erase(group.rfind('/'))) { // this group, and each above it
      if (controllers.empty()) {
        note(quota_of(line_of("/sys/fs/cgroup" + group + "/cpu.max")));
      } else if (controllers.find("cpu") == 0) {
        const std::string folder = "/sys/fs/cgroup/cpu" + group;
        note(quota_of(line_of(folder + "/cpu.cfs_quota_us") + ' ' + line_of(folder + "/cpu.cfs_period_us")));
      }
      if (group.rfind('/') == std::string::npos)
        break;
    }
  }
  return least;
}

/// LEASH_MAXPROCS if it is a number above 0, else the processors that this process may use.
inline int default_processors() {
  if (const char *text = std::getenv("LEASH_MAXPROCS"))
    if (const int asked = std::atoi(text); asked > 0)
      return asked;
  const int allowed = processors_by_affinity();
  const double quota = cgroup_quota();
  return quota > 0 ? std::max(1, std::min(allowed, int(std::ceil(quota)))) : allowed;
}

} // namespace leash::detail
