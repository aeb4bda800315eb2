// Stages of a build that wait for work in a virtual function; the one that waits for sources does so once and goes on without any.
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Stage {
public:
  Stage(const Stage &) = delete;
  Stage &operator=(const Stage &) = delete;
  virtual ~Stage() = default;

  unsigned run(unsigned rounds) {
    unsigned done = 0;
    for (unsigned round = 0; round < rounds; ++round) {
      std::unique_lock<std::mutex> lock(mutex_);
      waitForWork(lock);
      done += step();
    }
    return done;
  }

protected:
  Stage() = default;
  virtual void waitForWork(std::unique_lock<std::mutex> &lock) = 0;
  virtual unsigned step() = 0;

  std::mutex &mutex() { return mutex_; }

private:
  std::mutex mutex_;
};

class CompileStage final : public Stage {
public:
  void add(std::string source) {
    {
      std::lock_guard<std::mutex> guard(mutex());
      sources_.push_back(std::move(source));
    }
    added_.notify_one();
  }

private:
  void waitForWork(std::unique_lock<std::mutex> &lock) override {
    if (sources_.empty()) {
      ++idle_;
      added_.wait(lock); // finding: 'added_'
    }
  }

  unsigned step() override {
    const std::string source = std::move(sources_.front());
    sources_.pop_front();
    return static_cast<unsigned>(source.size());
  }

  std::condition_variable added_;
  std::deque<std::string> sources_;
  unsigned idle_ = 0;
};

class CleanStage final : public Stage {
private:
  void waitForWork(std::unique_lock<std::mutex> &) override {}
  unsigned step() override { return 1; }
};

int main() {
  CompileStage compile;
  CleanStage clean;
  unsigned compiled = 0;
  std::thread compiler([&] { compiled = compile.run(3); });
  compile.add("main.cpp");
  compile.add("lexer.cpp");
  compile.add("io.cpp");
  compiler.join();
  return compiled == 23 && clean.run(2) == 2 ? 0 : 1;
}
