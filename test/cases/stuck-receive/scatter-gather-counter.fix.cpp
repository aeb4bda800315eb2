// Scatters a query over several indexes and gathers the hits with an absl::BlockingCounter.
#include <cstddef>
#include <cstdio>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"

struct Index {
  std::string name;
  std::vector<std::string> documents;
};

class Gatherer {
 public:
  void Add(const std::string& hit) {
    absl::MutexLock lock(&mu_);
    hits_.push_back(hit);
  }
  std::vector<std::string> Take() {
    absl::MutexLock lock(&mu_);
    return std::exchange(hits_, {});
  }

 private:
  absl::Mutex mu_;
  std::vector<std::string> hits_ ABSL_GUARDED_BY(mu_);
};

void Search(const Index& index, const std::string& word, Gatherer& gatherer) {
  for (const std::string& document : index.documents)
    if (document.find(word) != std::string::npos) gatherer.Add(index.name + ": " + document);
}

std::vector<std::string> SearchAll(const std::vector<Index>& indexes, const std::string& word) {
  Gatherer gatherer;
  absl::BlockingCounter pending(static_cast<int>(indexes.size()));
  std::vector<std::thread> searchers;
  for (const Index& index : indexes) {
    searchers.emplace_back([&] {
      Search(index, word, gatherer);
      pending.DecrementCount();
    });
  }
  pending.Wait();
  std::vector<std::string> hits = gatherer.Take();
  for (std::thread& searcher : searchers) searcher.join();
  return hits;
}

int main() {
  const std::vector<Index> indexes = {{"mail", {"lunch on friday", "rent"}}, {"notes", {"buy lunch", "call home"}}};
  for (const std::string& hit : SearchAll(indexes, "lunch")) std::printf("%s\n", hit.c_str());
}
