// Collects trace events for an exporter that waits for them, one by one or in batches.
#include <condition_variable>
#include <iterator>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct Event {
  std::string span;
  unsigned micros = 0;
};

class TraceLog {
public:
  static TraceLog &global() {
    static TraceLog *const log = new TraceLog;
    return *log;
  }

  void record(Event event) {
    std::list<Event> one;
    one.push_back(std::move(event));
    append(one);
    recorded_.notify_one();
  }

  void recordBatch(std::list<Event> events) {
    if (events.empty())
      return;
    append(events);
    recorded_.notify_one();
  }

  std::list<Event> take() {
    std::unique_lock<std::mutex> lock(mutex_);
    recorded_.wait(lock, [this] { return events_.size() > 0; });
    std::list<Event> events;
    events.swap(events_);
    return events;
  }

private:
  TraceLog() = default;

  void append(std::list<Event> &events) {
    std::lock_guard<std::mutex> guard(mutex_);
    events_.splice(events_.end(), events);
  }

  std::mutex mutex_;
  std::condition_variable recorded_;
  std::list<Event> events_;
};

class Exporter {
public:
  unsigned exportEvents(std::size_t count) {
    unsigned micros = 0;
    while (count > 0) {
      const std::list<Event> events = TraceLog::global().take();
      for (const Event &event : events)
        micros += event.micros;
      count -= events.size();
    }
    return micros;
  }
};

int main() {
  unsigned micros = 0;
  std::thread exporter([&micros] { micros = Exporter().exportEvents(3); });
  TraceLog::global().record({"parse", 5});
  TraceLog::global().recordBatch({{"plan", 10}, {"run", 20}});
  TraceLog::global().recordBatch({});
  exporter.join();
  return micros == 35 ? 0 : 1;
}
