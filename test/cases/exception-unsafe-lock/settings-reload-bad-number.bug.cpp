// Integer settings reloaded from a file at run time; a malformed number makes std::stoi throw while the lock is held.
#include <exception>
#include <fstream>
#include <iostream>
#include <istream>
#include <map>
#include <mutex>
#include <string>

class Settings {
public:
  void load(std::istream &in) {
    std::map<std::string, int> fresh;
    std::string line;
    mutex_.lock(); // finding: 'mutex_'
    while (std::getline(in, line)) {
      const auto equals = line.find('=');
      if (line.empty() || line[0] == '#' || equals == std::string::npos)
        continue;
      const std::string key(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(equals));
      const std::string text(line.begin() + static_cast<std::ptrdiff_t>(equals) + 1, line.end());
      fresh[key] = std::stoi(text);
    }
    values_.swap(fresh);
    ++generation_;
    mutex_.unlock();
  }

  int get(const std::string &key, int fallback) {
    mutex_.lock();
    const auto found = values_.find(key);
    const int value = found == values_.end() ? fallback : found->second;
    mutex_.unlock();
    return value;
  }

  unsigned generation() {
    std::lock_guard<std::mutex> hold(mutex_);
    return generation_;
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> values_;
  unsigned generation_ = 0;
};

static Settings settings;

void onHangup(const char *path) {
  try {
    std::ifstream in(path);
    settings.load(in);
  } catch (const std::exception &problem) {
    std::cerr << path << ": " << problem.what() << ", keeping the old settings\n";
  }
}

int main(int argc, char **argv) {
  if (argc > 1)
    onHangup(argv[1]);
  std::cout << settings.get("workers", 4) << ' ' << settings.generation() << '\n';
}
