// Collects a vote from each replica; the loop looks at the votes.
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class VoteCollector {
public:
  explicit VoteCollector(std::size_t replicas) : replicas_(replicas) {}

  void cast(const std::string &replica, bool yes) {
    std::lock_guard<std::mutex> guard(mutex_);
    votes_[replica] = yes;
    cast_.notify_one();
  }

  // Whether more than half of the replicas are for it.
  bool collect() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (votes_.size() < replicas_)
      cast_.wait(lock);
    std::size_t inFavour = 0;
    for (const auto &[replica, yes] : votes_)
      inFavour += yes ? 1 : 0;
    return inFavour * 2 > replicas_;
  }

private:
  const std::size_t replicas_;
  std::mutex mutex_;
  std::condition_variable cast_;
  std::map<std::string, bool> votes_;
};

class Replica {
public:
  Replica(std::string name, unsigned term) : name_(std::move(name)), term_(term) {}
  void vote(VoteCollector &collector, unsigned term) const { collector.cast(name_, term >= term_); }

private:
  std::string name_;
  unsigned term_;
};

bool elect(const std::vector<Replica> &replicas, unsigned term) {
  VoteCollector collector(replicas.size());
  std::vector<std::thread> voters;
  for (std::size_t i = 0; i < replicas.size(); ++i)
    voters.emplace_back([&collector, &replicas, i, term] { replicas[i].vote(collector, term); });
  const bool elected = collector.collect();
  for (std::thread &voter : voters)
    voter.join();
  return elected;
}

int main() {
  const std::vector<Replica> replicas{{"oslo", 3}, {"bari", 4}, {"umea", 7}};
  return elect(replicas, 4) && !elect(replicas, 3) ? 0 : 1;
}
