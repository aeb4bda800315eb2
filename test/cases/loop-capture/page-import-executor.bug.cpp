// Imports a cursor page by page on an executor: the queued task refers to the page, which the do-while body throws away.
#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"

#include <deque>
#include <iostream>
#include <thread>
#include <utility>
#include <vector>

class Executor {
 public:
  Executor() : thread_(&Executor::Run, this) {}

  ~Executor() {
    {
      absl::MutexLock lock(&mu_);
      stopped_ = true;
    }
    thread_.join();
  }

  void Schedule(absl::AnyInvocable<void()> task) {
    absl::MutexLock lock(&mu_);
    tasks_.push_back(std::move(task));
  }

 private:
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_) { return stopped_ || !tasks_.empty(); }

  void Run() {
    while (true) {
      absl::AnyInvocable<void()> task;
      {
        absl::MutexLock lock(&mu_);
        mu_.Await(absl::Condition(this, &Executor::HasWork));
        if (tasks_.empty()) return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }

  absl::Mutex mu_;
  std::deque<absl::AnyInvocable<void()>> tasks_ ABSL_GUARDED_BY(mu_);
  bool stopped_ ABSL_GUARDED_BY(mu_) = false;
  std::thread thread_;
};

class Cursor {
 public:
  explicit Cursor(int rows) : left_(rows) {}

  std::vector<int> NextPage() {
    std::vector<int> page;
    for (int n = 0; n < 100 && left_ > 0; ++n) page.push_back(left_--);
    return page;
  }

  bool AtEnd() const { return left_ == 0; }

 private:
  int left_;
};

class Store {
 public:
  absl::Status Insert(int row) {
    if (row < 0) return absl::InvalidArgumentError("negative row");
    absl::MutexLock lock(&mu_);
    rows_.push_back(row);
    return absl::OkStatus();
  }

  std::size_t Size() const {
    absl::MutexLock lock(&mu_);
    return rows_.size();
  }

 private:
  mutable absl::Mutex mu_;
  std::vector<int> rows_ ABSL_GUARDED_BY(mu_);
};

void Import(Cursor& cursor, Store& store) {
  Executor executor;
  do {
    std::vector<int> page = cursor.NextPage();
    executor.Schedule([&page, &store] {  // finding: 'page'
      for (int row : page) {
        const absl::Status status = store.Insert(row);
        if (!status.ok()) std::cerr << status << '\n';
      }
    });
  } while (!cursor.AtEnd());
}

int main() {
  Cursor cursor(250);
  Store store;
  Import(cursor, store);
  std::cout << store.Size() << " rows\n";
}
