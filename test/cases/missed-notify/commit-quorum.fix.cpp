// Commits an entry when enough replicas have acknowledged it; acknowledgements and replicas that leave wake the waiting leader.
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

class Quorum {
public:
  explicit Quorum(const std::set<std::string> &replicas) : replicas_(replicas) {
    std::lock_guard<std::mutex> guard(mutex_);
    recount();
  }

  void acknowledge(const std::string &replica) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (replicas_.count(replica) != 0 && acknowledged_.insert(replica).second)
      changed_.notify_all();
  }

  void leave(const std::string &replica) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (replicas_.erase(replica) == 0)
      return;
    acknowledged_.erase(replica);
    recount();
    changed_.notify_all();
  }

  std::size_t awaitCommit() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return acknowledged_.size() >= needed_; });
    return acknowledged_.size();
  }

private:
  void recount() {
    needed_ = replicas_.size() / 2 + 1;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::string> replicas_;
  std::set<std::string> acknowledged_;
  std::size_t needed_ = 0;
};

int main() {
  Quorum quorum({"oslo", "bari", "umea", "graz"});
  std::size_t votes = 0;
  std::thread leader([&] { votes = quorum.awaitCommit(); });
  quorum.acknowledge("oslo");
  quorum.acknowledge("bari");
  quorum.acknowledge("nowhere");
  quorum.leave("graz");
  leader.join();
  return votes == 2 ? 0 : 1;
}
