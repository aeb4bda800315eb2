// Rotates logs on a thread that the caller joins; it refers to the suffix, a local of the function that starts it.
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class LogStore {
public:
  void append(const std::string &segment, const std::string &line) {
    std::lock_guard<std::mutex> guard(mutex_);
    segments_[segment].push_back(line);
  }

  void rename(const std::string &from, const std::string &to) {
    std::lock_guard<std::mutex> guard(mutex_);
    auto node = segments_.extract(from);
    if (node.empty())
      return;
    node.key() = to;
    segments_.insert(std::move(node));
  }

  std::vector<std::string> names() const {
    std::lock_guard<std::mutex> guard(mutex_);
    std::vector<std::string> names;
    for (const auto &segment : segments_)
      names.push_back(segment.first);
    return names;
  }

  std::size_t lines(const std::string &segment) const {
    std::lock_guard<std::mutex> guard(mutex_);
    const auto found = segments_.find(segment);
    return found == segments_.end() ? 0 : found->second.size();
  }

private:
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<std::string>> segments_;
};

struct Date {
  int year;
  int month;
  int day;
};

static std::string twoDigits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

// The store has to stay until the returned thread has been joined.
std::thread startRotation(LogStore *store, const Date &date) {
  std::string suffix = "." + std::to_string(date.year);
  suffix += twoDigits(date.month);
  suffix += twoDigits(date.day);
  return std::thread([store, &suffix] { // finding: 'suffix'
    for (const std::string &name : store->names())
      if (name.find('.') == std::string::npos)
        store->rename(name, name + suffix);
  });
}

int main() {
  LogStore store;
  store.append("access", "GET /");
  store.append("access", "GET /about");
  store.append("error", "404");
  store.append("audit.20240430", "login ada");
  std::thread rotation = startRotation(&store, Date{2024, 5, 1});
  rotation.join();
  const bool rotated = store.lines("access.20240501") == 2 && store.lines("error.20240501") == 1;
  return rotated && store.lines("audit.20240430") == 1 && store.lines("access") == 0 ? 0 : 1;
}
