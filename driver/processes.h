// processes: jobs side by side, each in a process of its own.
//
// What a job does to its process costs that job alone: it may crash, use up its memory or never end. The process is a
// copy of this one (fork without exec), so a job needs no more than a number to know all that is known here; what it
// has to say comes back as bytes. A thread can't be stopped from outside, and its memory can't be limited: see
// docs/decisions/0008-each-unit-is-a-process.md.
#pragma once

#include "llvm/ADT/STLFunctionalExtras.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace leash {

/// What a single job may cost.
struct JobLimits {
  std::optional<std::chrono::milliseconds> time; ///< by the clock on the wall
  std::optional<uint64_t> bytes;                 ///< allocated beyond what this process has when the job begins
};

enum class JobEnd { Done, NotBegun, TimedOut, OutOfMemory, Crashed };

struct JobOutcome {
  JobEnd end = JobEnd::NotBegun;
  std::string answer; ///< what the job returned, if it is done
  int signal = 0;     ///< what ended its process, if that crashed by one
};

struct ProcessOptions {
  unsigned processes = 1; ///< at once
  JobLimits limits = {};
  std::optional<std::chrono::steady_clock::time_point> deadline = {}; ///< no job begins after it
};

/// Runs `job(0)` … `job(count - 1)`, begun in this order, and returns what came of each. `jobDone` is called after
/// each, on this thread. No other thread of this process may be doing anything meanwhile: a copy of a lock that one
/// holds would never be released.
std::vector<JobOutcome> runInProcesses(size_t count, const ProcessOptions &options,
                                       llvm::function_ref<std::string(size_t)> job, llvm::function_ref<void()> jobDone);

} // namespace leash
