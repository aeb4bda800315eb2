// Seats of a hall; several counters sell them.
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

class Hall {
public:
  void swap(const std::string &a, const std::string &b) {
    std::lock_guard<std::mutex> hold(mutex_);
    if (!guests_.contains(a) || !guests_.contains(b))
      return;
    std::string first = release(a);
    std::string second = release(b);
    guests_[a] = second;
    guests_[b] = first;
    ++changes_;
  }

  std::size_t taken() const {
    std::lock_guard<std::mutex> hold(mutex_);
    return guests_.size();
  }

private:
  std::string release(const std::string &seat) {
    auto found = guests_.find(seat);
    if (found == guests_.end())
      throw std::runtime_error("nobody sits there: " + seat);
    std::string guest = found->second;
    guests_.erase(found);
    return guest;
  }

  mutable std::mutex mutex_;
  std::map<std::string, std::string> guests_;
  int changes_ = 0;
};
