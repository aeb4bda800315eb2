// A spool that batches records; Close() drops the status of the last flush, and with it the tail of the data.
#include <cstdio>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace spool {

class SpoolWriter {
 public:
  explicit SpoolWriter(std::string path) : path_(std::move(path)) {}

  absl::Status Open() {
    absl::MutexLock lock(&mu_);
    file_ = std::fopen(path_.c_str(), "ab");
    if (file_ == nullptr) return absl::UnavailableError(absl::StrCat("cannot open ", path_));
    return absl::OkStatus();
  }

  absl::Status Append(absl::string_view record) {
    absl::MutexLock lock(&mu_);
    if (file_ == nullptr) return absl::FailedPreconditionError("spool is not open");
    absl::StrAppend(&pending_, record, "\n");
    if (pending_.size() < kBatch) return absl::OkStatus();
    return FlushLocked();
  }

  absl::Status Close() {
    absl::MutexLock lock(&mu_);
    if (file_ == nullptr) return absl::OkStatus();
    FlushLocked();  // finding: 'FlushLocked'
    const bool closed = std::fclose(std::exchange(file_, nullptr)) == 0;
    return closed ? absl::OkStatus() : absl::DataLossError(absl::StrCat("closing ", path_));
  }

 private:
  static constexpr std::size_t kBatch = 1 << 16;

  absl::Status FlushLocked() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_) {
    const std::size_t written = std::fwrite(pending_.data(), 1, pending_.size(), file_);
    if (written != pending_.size()) {
      pending_.erase(0, written);
      return absl::DataLossError(absl::StrCat("short write to ", path_));
    }
    pending_.clear();
    return absl::OkStatus();
  }

  const std::string path_;
  absl::Mutex mu_;
  std::string pending_ ABSL_GUARDED_BY(mu_);
  std::FILE* file_ ABSL_GUARDED_BY(mu_) = nullptr;
};

}  // namespace spool

int main() {
  spool::SpoolWriter writer("/var/spool/app/records");
  if (!writer.Open().ok()) return 1;
  absl::Status appended = writer.Append("started");
  appended.Update(writer.Close());
  return appended.ok() ? 0 : 1;
}
