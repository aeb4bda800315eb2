// processes: jobs side by side, each in a process of its own.

#include "driver/processes.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Signals.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <new>

#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace leash {

namespace {

using Clock = std::chrono::steady_clock;

/// Statuses of a job's process. Nothing else in it exits.
constexpr int Answered = 0;
constexpr int RanOutOfMemory = 97;

/// Room for stacks, which are allocated, too, though most of them is never touched.
constexpr uint64_t BytesForStacks = 48u << 20;

/// What this process has allocated for data; nothing where the system doesn't say.
std::optional<uint64_t> allocatedBytes() {
  auto text = llvm::MemoryBuffer::getFileAsStream("/proc/self/statm");
  if (!text)
    return std::nullopt;
  llvm::SmallVector<llvm::StringRef> pages; // size, resident, shared, text, lib, data and stack
  (*text)->getBuffer().trim().split(pages, ' ');
  uint64_t data = 0;
  if (pages.size() < 6 || pages[5].getAsInteger(10, data))
    return std::nullopt;
  return data * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

[[noreturn]] void runOutOfMemory() { _exit(RanOutOfMemory); }

void limitMemory(uint64_t bytes) {
  uint64_t limit = allocatedBytes().value_or(0) + bytes + BytesForStacks;
  rlimit data = {};
  getrlimit(RLIMIT_DATA, &data);
  if (data.rlim_max != RLIM_INFINITY)
    limit = std::min<uint64_t>(limit, data.rlim_max);
  data.rlim_cur = limit;
  setrlimit(RLIMIT_DATA, &data);
}

/// Memory may run out with no limit of ours, too.
void noticeLackOfMemory() {
  std::set_new_handler(runOutOfMemory);
  llvm::install_bad_alloc_error_handler([](void *, const char *, bool) { runOutOfMemory(); });
}

/// Signals end the process, but for those that whoever started us wants to be ignored, as nohup does.
void stopHandlingSignals() {
  llvm::sys::unregisterHandlers();
  for (int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP}) {
    struct sigaction action = {};
    if (sigaction(signal, nullptr, &action) == 0 && action.sa_handler != SIG_IGN)
      ::signal(signal, SIG_DFL);
  }
}

/// What the process must not have of the one that it is a copy of: signals that are handled or held back, a stack
/// printed by a crash, a core. It ends with its parent.
void standAlone(pid_t parent) {
  stopHandlingSignals();
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  const rlimit noCore = {};
  setrlimit(RLIMIT_CORE, &noCore);
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid() != parent)
    _exit(RanOutOfMemory);
}

bool writeAll(int descriptor, llvm::StringRef bytes) {
  while (!bytes.empty()) {
    ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR)
      return false;
    bytes = bytes.drop_front(std::max<ssize_t>(written, 0));
  }
  return true;
}

/// A job that runs, seen from here.
struct Running {
  size_t job = 0;
  pid_t process = 0;
  int answers = -1; ///< the end of a pipe that the answer is read from
  std::optional<Clock::time_point> deadline;
  std::string answer;
};

class Processes {
public:
  Processes(size_t count, const ProcessOptions &options, llvm::function_ref<std::string(size_t)> job,
            llvm::function_ref<void()> jobDone)
      : options_(options), job_(job), jobDone_(jobDone), outcomes_(count) {}

  std::vector<JobOutcome> run() {
    while (next_ < outcomes_.size() || !running_.empty()) {
      while (next_ < outcomes_.size() && running_.size() < std::max(options_.processes, 1U))
        begin(next_++);
      listen();
      stopLateOnes();
    }
    return std::move(outcomes_);
  }

private:
  void begin(size_t job);
  [[noreturn]] void beJob(size_t job, int answers, pid_t parent);
  void listen();
  bool hear(Running &running);
  void stopLateOnes();
  void end(size_t index, JobEnd end);
  int millisecondsToWait() const;

  const ProcessOptions &options_;
  const llvm::function_ref<std::string(size_t)> job_;
  const llvm::function_ref<void()> jobDone_;
  std::vector<JobOutcome> outcomes_;
  std::vector<Running> running_;
  size_t next_ = 0;
};

} // namespace

void Processes::begin(size_t job) {
  if (options_.deadline && Clock::now() >= *options_.deadline) {
    jobDone_();
    return;
  }
  std::array<int, 2> ends = {};
  pid_t parent = getpid();
  bool hasPipe = pipe(ends.data()) == 0;
  pid_t process = hasPipe ? fork() : -1;
  if (process == 0) {
    close(ends[0]);
    beJob(job, ends[1], parent);
  }
  if (hasPipe)
    close(ends[1]);
  if (process < 0) { // the system has no more processes or files: as bad for the job as a crash
    if (hasPipe)
      close(ends[0]);
    outcomes_[job].end = JobEnd::Crashed;
    jobDone_();
    return;
  }
  Running running{job, process, ends[0], std::nullopt, {}};
  if (options_.limits.time)
    running.deadline = Clock::now() + *options_.limits.time;
  running_.push_back(std::move(running));
}

/// In the copy. It ends here, without running what this process would do at its end.
void Processes::beJob(size_t job, int answers, pid_t parent) {
  standAlone(parent);
  noticeLackOfMemory();
  if (options_.limits.bytes)
    limitMemory(*options_.limits.bytes);
  std::string answer = job_(job);
  _exit(writeAll(answers, answer) ? Answered : RanOutOfMemory);
}

int Processes::millisecondsToWait() const {
  std::optional<Clock::time_point> first;
  for (const Running &running : running_)
    if (running.deadline && (!first || *running.deadline < *first))
      first = running.deadline;
  if (!first)
    return -1;
  auto left = std::chrono::ceil<std::chrono::milliseconds>(*first - Clock::now()).count();
  return static_cast<int>(std::clamp<int64_t>(left, 0, 60'000));
}

/// Waits until some job says something, or is late.
void Processes::listen() {
  std::vector<pollfd> descriptors;
  for (const Running &running : running_)
    descriptors.push_back({running.answers, POLLIN, 0});
  if (descriptors.empty() || poll(descriptors.data(), descriptors.size(), millisecondsToWait()) <= 0)
    return;
  for (size_t index = running_.size(); index-- > 0;)
    if (descriptors[index].revents != 0 && !hear(running_[index]))
      end(index, JobEnd::Done);
}

/// Takes what there is of the answer. False: that was all.
bool Processes::hear(Running &running) {
  std::array<char, 65536> bytes;
  ssize_t count = read(running.answers, bytes.data(), bytes.size());
  if (count < 0)
    return errno == EINTR;
  running.answer.append(bytes.data(), count);
  return count != 0;
}

void Processes::stopLateOnes() {
  for (size_t index = running_.size(); index-- > 0;)
    if (const Running &running = running_[index]; running.deadline && Clock::now() >= *running.deadline) {
      kill(running.process, SIGKILL);
      end(index, JobEnd::TimedOut);
    }
}

/// Takes leave of a process, whose status says whether it is done.
void Processes::end(size_t index, JobEnd end) {
  Running running = std::move(running_[index]);
  running_.erase(running_.begin() + static_cast<ptrdiff_t>(index));
  close(running.answers);
  int status = 0;
  while (waitpid(running.process, &status, 0) < 0 && errno == EINTR) {
  }
  JobOutcome &outcome = outcomes_[running.job];
  outcome.end = end;
  if (end == JobEnd::Done && WIFEXITED(status) && WEXITSTATUS(status) == Answered) {
    outcome.answer = std::move(running.answer);
  } else if (end == JobEnd::Done) {
    bool isOutOfMemory = WIFEXITED(status) && WEXITSTATUS(status) == RanOutOfMemory;
    outcome.end = isOutOfMemory ? JobEnd::OutOfMemory : JobEnd::Crashed;
    outcome.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  }
  jobDone_();
}

std::vector<JobOutcome> runInProcesses(size_t count, const ProcessOptions &options,
                                       llvm::function_ref<std::string(size_t)> job,
                                       llvm::function_ref<void()> jobDone) {
  return Processes(count, options, job, jobDone).run();
}

} // namespace leash
