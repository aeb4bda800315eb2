// Answers name lookups on a worker thread; an unknown name never gets its promise set, only kept in a history.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Lookup {
  std::string name;
  std::promise<int> answer;
};

class Directory {
public:
  Directory() : entries_{{"printer", 9100}, {"mail", 25}, {"web", 80}}, worker_([this] { serve(); }) {}

  Directory(const Directory &) = delete;
  Directory &operator=(const Directory &) = delete;

  ~Directory() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true;
    }
    changed_.notify_one();
    worker_.join();
  }

  // The port of a service, or -1 if the service is unknown.
  int portOf(const std::string &name) {
    auto request = std::make_shared<Lookup>();
    request->name = name;
    std::future<int> answer = request->answer.get_future();
    {
      std::lock_guard<std::mutex> guard(mutex_);
      queue_.push_back(request);
    }
    changed_.notify_one();
    return answer.get(); // finding: 'answer'
  }

private:
  void serve() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty())
        return;
      std::shared_ptr<Lookup> request = queue_.front();
      queue_.pop_front();
      history_.push_back(request);
      auto it = entries_.find(request->name);
      if (it == entries_.end()) {
        ++misses_;
        continue;
      }
      request->answer.set_value(it->second);
    }
  }

  const std::map<std::string, int> entries_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Lookup>> queue_;
  std::vector<std::shared_ptr<Lookup>> history_;
  int misses_ = 0;
  bool stopping_ = false;
  std::thread worker_;
};

int main() {
  Directory directory;
  const int web = directory.portOf("web");
  const int gopher = directory.portOf("gopher");
  const int mail = directory.portOf("mail");
  std::printf("web %d, gopher %d, mail %d\n", web, gopher, mail);
  return web == 80 && gopher == -1 && mail == 25 ? 0 : 1;
}
