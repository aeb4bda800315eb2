// Compiles on threads joined when the farm goes; each refers to the job parameter of submit(), which has returned.
#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Job {
  std::string source;
  std::vector<std::string> flags;
};

class BuildLog {
public:
  void record(const std::string &object, const std::string &command) {
    std::lock_guard<std::mutex> guard(mutex_);
    commands_[object] = command;
  }

  std::string commandFor(const std::string &object) const {
    std::lock_guard<std::mutex> guard(mutex_);
    const auto found = commands_.find(object);
    return found == commands_.end() ? std::string() : found->second;
  }

private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string> commands_;
};

static std::string objectName(const std::string &source) { return source.substr(0, source.rfind('.')) + ".o"; }

class CompileFarm {
public:
  explicit CompileFarm(BuildLog &log) : log_(log) {}
  CompileFarm(const CompileFarm &) = delete;
  CompileFarm &operator=(const CompileFarm &) = delete;

  ~CompileFarm() {
    for (std::thread &worker : workers_)
      worker.join();
  }

  void submit(Job job) {
    std::sort(job.flags.begin(), job.flags.end());
    job.flags.erase(std::unique(job.flags.begin(), job.flags.end()), job.flags.end());
    workers_.emplace_back([this, &job] { compile(job); }); // finding: 'job'
  }

private:
  void compile(const Job &job) {
    std::string command = "c++";
    for (const std::string &flag : job.flags)
      command += " " + flag;
    log_.record(objectName(job.source), command + " -c " + job.source);
  }

  BuildLog &log_;
  std::vector<std::thread> workers_;
};

int main() {
  BuildLog log;
  {
    CompileFarm farm(log);
    farm.submit({"lexer.cpp", {"-O2", "-g", "-O2"}});
    farm.submit({"parser.cpp", {"-O2", "-g", "-fno-rtti"}});
    farm.submit({"main.cpp", {"-O2"}});
  }
  if (log.commandFor("lexer.o") != "c++ -O2 -g -c lexer.cpp" || log.commandFor("main.o") != "c++ -O2 -c main.cpp")
    return 1;
  return log.commandFor("parser.o") == "c++ -O2 -fno-rtti -g -c parser.cpp" ? 0 : 1;
}
