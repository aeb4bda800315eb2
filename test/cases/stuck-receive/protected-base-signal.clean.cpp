// Tasks that wait in a base class: a derived class, a friend and a method defined in another file are the ones that notify.
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Completion {
public:
  virtual ~Completion() = default;
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return complete_; });
  }

protected:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool complete_ = false;
};

class Upload : public Completion {
public:
  void acknowledge(int part) {
    std::lock_guard lock(mutex_);
    parts_ |= 1 << part;
    complete_ = parts_ == 7;
    if (complete_)
      changed_.notify_all();
  }

private:
  int parts_ = 0;
};

template <typename Value> class Setter;

template <typename Value> class Slot {
public:
  Value get() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return full_; });
    return value_;
  }

private:
  friend class Setter<Value>;
  std::mutex mutex_;
  std::condition_variable filled_;
  bool full_ = false;
  Value value_{};
};

template <typename Value> class Setter {
public:
  explicit Setter(Slot<Value> &slot) : slot_(&slot) {}
  void operator()(Value value) const {
    std::lock_guard lock(slot_->mutex_);
    slot_->value_ = std::move(value);
    slot_->full_ = true;
    slot_->filled_.notify_all();
  }

private:
  Slot<Value> *slot_;
};

class Journal {
public:
  void append(std::string record); // in journal-write.cpp, as is the notification
  void awaitDurable(unsigned long sequence) {
    std::unique_lock lock(mutex_);
    durable_.wait(lock, [&] { return written_ >= sequence; });
  }

private:
  std::mutex mutex_;
  std::condition_variable durable_;
  unsigned long written_ = 0;
};

// Handed to code in other files, which opens it.
struct Gate {
  std::mutex mutex;
  std::condition_variable opened;
  bool open = false;
};
void openWhenReady(Gate &gate);

void persist(Journal &journal, Gate &gate) {
  openWhenReady(gate);
  std::unique_lock lock(gate.mutex);
  gate.opened.wait(lock, [&gate] { return gate.open; });
  lock.unlock();
  journal.awaitDurable(1);
}

int waitForBoth() {
  Upload upload;
  Slot<std::string> name;
  std::jthread network([&upload, set = Setter<std::string>(name)] {
    for (int part = 0; part < 3; ++part)
      upload.acknowledge(part);
    set("report.pdf");
  });
  upload.wait();
  std::cout << name.get() << '\n';
  return 0;
}
