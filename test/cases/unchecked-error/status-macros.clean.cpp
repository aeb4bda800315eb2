// A compaction over Abseil statuses: accumulated, first failure kept, returned by macros, logged by a helper.
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"

#define RETURN_IF_ERROR(expression)             \
  do {                                          \
    absl::Status _status = (expression);        \
    if (!_status.ok()) return _status;          \
  } while (0)

#define ASSIGN_OR_RETURN(lhs, expression)       \
  auto _or_##lhs = (expression);                \
  if (!_or_##lhs.ok()) return _or_##lhs.status(); \
  auto lhs = std::move(_or_##lhs).value()

namespace {

void LogIfError(const absl::Status& status, const char* file, int line) {
  if (!status.ok()) std::cerr << file << ':' << line << ": " << status << '\n';
}
#define LOG_IF_ERROR(expression) LogIfError((expression), __FILE__, __LINE__)

class Segment {
 public:
  explicit Segment(int id) : id_(id) {}
  absl::Status Close() {
    return std::exchange(open_, false) ? absl::OkStatus() : absl::FailedPreconditionError(absl::StrCat(id_, " twice"));
  }
  absl::StatusOr<std::string> Read() const {
    if (!open_) return absl::FailedPreconditionError("closed");
    return absl::StrCat("segment ", id_);
  }

 private:
  int id_;
  bool open_ = true;
};

class Compactor {
 public:
  ~Compactor() { LOG_IF_ERROR(CloseAll()); }

  absl::Status Run() {
    for (int id = 0; id < 4; ++id) segments_.emplace_back(id);
    std::string merged;
    for (const Segment& segment : segments_) {
      ASSIGN_OR_RETURN(text, segment.Read());
      merged += text;
    }
    RETURN_IF_ERROR(Publish(std::move(merged)));
    absl::Status closed = CloseAll();
    if (absl::IsFailedPrecondition(closed)) closed = absl::OkStatus();
    return closed;
  }

  // The first failure is what is reported; later ones are its consequences.
  absl::Status CloseKeepingFirst() {
    absl::Status first;
    for (Segment& segment : segments_) {
      absl::Status status = segment.Close();
      if (first.ok()) first = status;
    }
    return first;
  }

 private:
  absl::Status CloseAll() {
    absl::Status all;
    for (Segment& segment : segments_) all.Update(segment.Close());
    segments_.clear();
    return all;
  }

  absl::Status Publish(std::string merged) {
    absl::MutexLock lock(&mu_);
    if (merged.empty()) return absl::NotFoundError("nothing to publish");
    published_ = std::move(merged);
    return absl::OkStatus();
  }

  std::vector<Segment> segments_;
  absl::Mutex mu_;
  std::string published_ ABSL_GUARDED_BY(mu_);
};

}  // namespace

int main() {
  Compactor compactor;
  const absl::Status ran = compactor.Run();
  compactor.CloseKeepingFirst().IgnoreError();
  std::cout << ran << '\n';
}
