// A pipeline with one thread per stage, a common start, semaphore back-pressure and promises for the results.
#include <barrier>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <latch>
#include <mutex>
#include <optional>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

struct Job {
  std::string text;
  std::promise<std::string> result;
};

// Unbounded, because the pipeline's semaphore limits what is under way.
class Channel {
public:
  void send(Job job) {
    std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
    ready_.notify_one();
  }
  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    ready_.notify_all();
  }
  std::optional<Job> receive() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
    if (jobs_.empty())
      return std::nullopt;
    std::optional<Job> job(std::move(jobs_.front()));
    jobs_.pop_front();
    return job;
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Job> jobs_;
  bool closed_ = false;
};

class Pipeline {
public:
  using Stage = std::function<std::string(std::string)>;
  static constexpr std::ptrdiff_t kInFlight = 4;

  explicit Pipeline(std::vector<Stage> stages)
      : stages_(std::move(stages)), channels_(stages_.size()), started_(static_cast<std::ptrdiff_t>(stages_.size())) {
    if (stages_.empty())
      throw std::invalid_argument("no stages");
    for (std::size_t i = 0; i < stages_.size(); ++i)
      threads_.emplace_back([this, i] { runStage(i); });
    started_.wait();
  }

  Pipeline(const Pipeline &) = delete;
  ~Pipeline() {
    channels_.front().close(); // each stage closes the next one when it is drained
    for (auto &thread : threads_)
      thread.join();
  }

  [[nodiscard]] std::future<std::string> process(std::string text) {
    Job job{std::move(text), {}};
    auto future = job.result.get_future();
    slots_.acquire(); // given back by the stage that ends the job
    channels_.front().send(std::move(job));
    return future;
  }

private:
  void runStage(std::size_t index) {
    started_.count_down();
    const bool last = index + 1 == stages_.size();
    while (std::optional<Job> job = channels_[index].receive()) {
      bool ended = last;
      try {
        job->text = stages_[index](std::move(job->text));
        if (last)
          job->result.set_value(std::move(job->text));
      } catch (...) {
        job->result.set_exception(std::current_exception());
        ended = true;
      }
      if (ended)
        slots_.release();
      else
        channels_[index + 1].send(std::move(*job));
    }
    if (!last)
      channels_[index + 1].close();
  }

  const std::vector<Stage> stages_;
  std::deque<Channel> channels_; // never resized once the threads run
  std::latch started_;
  std::counting_semaphore<kInFlight> slots_{kInFlight};
  std::vector<std::thread> threads_;
};

std::string rejectSevens(std::string text) {
  if (text.find('7') != std::string::npos)
    throw std::domain_error("seven in " + text);
  return text;
}

} // namespace

int main() {
  std::vector<std::future<std::string>> results[2];
  int rounds = 0;
  {
    const auto reverse = [](const std::string &text) { return std::string(text.rbegin(), text.rend()); };
    Pipeline pipeline({rejectSevens, reverse, [](const std::string &text) { return "<" + text + ">"; }});
    std::barrier lineUp(2, [&rounds]() noexcept { ++rounds; }); // the completion runs once per phase
    const auto client = [&](std::vector<std::future<std::string>> &mine) {
      for (int i = 0; i < 60; ++i) {
        if (i % 20 == 0)
          lineUp.arrive_and_wait();
        mine.push_back(pipeline.process(std::to_string(100 + i)));
      }
    };
    std::thread other(client, std::ref(results[1]));
    client(results[0]);
    other.join();
  } // drained: every promise has been kept
  int good = 0, bad = 0;
  for (auto &futures : results)
    for (auto &future : futures)
      try {
        good += future.get().size() == 5 ? 1 : 0;
      } catch (const std::domain_error &) {
        ++bad;
      }
  return good == 108 && bad == 12 && rounds == 3 ? 0 : 1;
}
