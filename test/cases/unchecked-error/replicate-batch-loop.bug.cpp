// Sends a batch to all replicas; a later replica's success overwrites an earlier one's failure.
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"

struct Batch {
  std::uint64_t sequence = 0;
  std::vector<std::string> rows;
};

class Replica {
 public:
  virtual ~Replica() = default;
  virtual absl::Status Apply(const Batch& batch) = 0;
};

class MemoryReplica : public Replica {
 public:
  absl::Status Apply(const Batch& batch) override {
    absl::MutexLock lock(&mu_);
    if (batch.sequence != next_) return absl::OutOfRangeError("gap in the sequence");
    rows_.insert(rows_.end(), batch.rows.begin(), batch.rows.end());
    ++next_;
    return absl::OkStatus();
  }

 private:
  absl::Mutex mu_;
  std::uint64_t next_ ABSL_GUARDED_BY(mu_) = 0;
  std::vector<std::string> rows_ ABSL_GUARDED_BY(mu_);
};

class ReplicaGroup {
 public:
  void Add(std::unique_ptr<Replica> replica) {
    absl::WriterMutexLock lock(&mu_);
    replicas_.push_back(std::move(replica));
  }

  absl::Status Replicate(const Batch& batch) {
    absl::ReaderMutexLock lock(&mu_);
    if (replicas_.empty()) return absl::UnavailableError("no replicas");
    absl::Status status;
    for (const std::unique_ptr<Replica>& replica : replicas_) {
      status = replica->Apply(batch);  // finding: 'status'
    }
    return status;
  }

 private:
  absl::Mutex mu_;
  std::vector<std::unique_ptr<Replica>> replicas_ ABSL_GUARDED_BY(mu_);
};

int main() {
  ReplicaGroup group;
  group.Add(std::make_unique<MemoryReplica>());
  group.Add(std::make_unique<MemoryReplica>());
  return group.Replicate(Batch{0, {"a", "b"}}).ok() ? 0 : 1;
}
