// A store saves a snapshot before it throws its journal away, and keeps the journal if that fails.
#include <leash/error.h>
#include <leash/mutex.h>

#include <cstdio>
#include <map>
#include <string>

class Store {
public:
  explicit Store(std::string directory) : directory_(std::move(directory)) {}

  void put(const std::string &key, const std::string &value) {
    leash::guard hold(mutex_);
    values_[key] = value;
    ++journaled_;
  }

  leash::error compact() {
    leash::guard hold(mutex_);
    if (leash::error err = saveSnapshot())
      return err;
    journaled_ = 0;
    return dropJournal();
  }

private:
  leash::error saveSnapshot() {
    const std::string path = directory_ + "/snapshot";
    std::FILE *file = std::fopen(path.c_str(), "w");
    if (!file)
      return leash::errorf("can't open {}", path);
    for (const auto &[key, value] : values_)
      std::fprintf(file, "%s=%s\n", key.c_str(), value.c_str());
    return std::fclose(file) == 0 ? leash::error() : leash::errorf("can't write {}", path);
  }

  leash::error dropJournal() {
    const std::string path = directory_ + "/journal";
    return std::remove(path.c_str()) == 0 ? leash::error() : leash::errorf("can't remove {}", path);
  }

  leash::mutex mutex_;
  std::string directory_;
  std::map<std::string, std::string> values_;
  unsigned journaled_ = 0;
};

int main() {
  Store store("/tmp");
  store.put("orders", "17");
  if (leash::error err = store.compact()) {
    std::fprintf(stderr, "%s\n", err.message().c_str());
    return 1;
  }
}
