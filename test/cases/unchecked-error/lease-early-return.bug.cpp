// Runs a job under a lease file; the dry-run exit comes before anybody has asked whether the lease was obtained.
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

class LeaseFile {
public:
  explicit LeaseFile(std::string path) : path_(std::move(path)) {}
  LeaseFile(const LeaseFile &) = delete;
  LeaseFile &operator=(const LeaseFile &) = delete;
  ~LeaseFile() {
    if (fd_ >= 0)
      ::close(fd_);
  }

  void acquire(std::error_code &error) {
    error.clear();
    fd_ = ::open(path_.c_str(), O_CREAT | O_EXCL | O_WRONLY, 0600);
    if (fd_ < 0)
      error.assign(errno, std::generic_category());
  }

  void giveBack() { (void)::unlink(path_.c_str()); }

private:
  std::string path_;
  int fd_ = -1;
};

struct Job {
  std::string name;
  std::vector<std::string> steps;
  bool dryRun = false;
};

enum class Outcome { Done, Busy, Failed };

static void printPlan(const Job &job) {
  for (const std::string &step : job.steps)
    std::printf("%s: would run %s\n", job.name.c_str(), step.c_str());
}

static bool runStep(const std::string &step) {
  std::printf("run %s\n", step.c_str());
  return !step.empty();
}

Outcome runJob(const Job &job) {
  LeaseFile lease("/var/run/" + job.name + ".lease");
  std::error_code error;
  lease.acquire(error); // finding: 'error'

  if (job.dryRun) {
    printPlan(job);
    lease.giveBack();
    return Outcome::Done;
  }
  if (error)
    return error == std::errc::file_exists ? Outcome::Busy : Outcome::Failed;

  Outcome outcome = Outcome::Done;
  for (const std::string &step : job.steps) {
    if (!runStep(step)) {
      outcome = Outcome::Failed;
      break;
    }
  }
  lease.giveBack();
  return outcome;
}
