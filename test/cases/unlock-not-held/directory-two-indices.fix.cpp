// A staff directory with two indices and a mutex for each.
#include <map>
#include <mutex>
#include <string>
#include <thread>

class Directory {
public:
  void enter(const std::string &name, unsigned badge) {
    nameMutex_.lock();
    byName_[name] = badge;
    nameMutex_.unlock();

    badgeMutex_.lock();
    byBadge_[badge] = name;
    badgeMutex_.unlock();
  }

  unsigned badge(const std::string &name) {
    nameMutex_.lock();
    const auto found = byName_.find(name);
    const unsigned result = found == byName_.end() ? 0 : found->second;
    nameMutex_.unlock();
    return result;
  }

  bool known(unsigned badge) {
    badgeMutex_.lock();
    const bool result = byBadge_.count(badge) != 0;
    badgeMutex_.unlock();
    return result;
  }

  std::size_t size() {
    std::scoped_lock both(nameMutex_, badgeMutex_);
    return byName_.size() > byBadge_.size() ? byName_.size() : byBadge_.size();
  }

private:
  std::mutex nameMutex_;
  std::map<std::string, unsigned> byName_;
  std::mutex badgeMutex_;
  std::map<unsigned, std::string> byBadge_;
};

int main() {
  Directory directory;
  std::thread office([&directory] { directory.enter("ada", 12); });
  directory.enter("bo", 13);
  office.join();
  return directory.known(12) && directory.badge("bo") == 13 && directory.size() == 2 ? 0 : 1;
}
