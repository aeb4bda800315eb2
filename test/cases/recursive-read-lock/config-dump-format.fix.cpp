// A configuration dumps a copy of itself through a stored formatter without the lock; the formatter that is set looks a value up.
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>

class Configuration {
public:
  using Formatter = std::function<std::string(const std::string &, const std::string &)>;

  void set(const std::string &key, std::string value) {
    std::scoped_lock lock(valuesMutex_);
    values_[key] = std::move(value);
  }

  std::string get(const std::string &key, const std::string &fallback) const {
    std::shared_lock lock(valuesMutex_);
    const auto found = values_.find(key);
    return found == values_.end() ? fallback : found->second;
  }

  void setFormatter(Formatter formatter) {
    std::scoped_lock lock(valuesMutex_);
    formatter_ = std::move(formatter);
  }

  std::string dump() const {
    std::shared_lock lock(valuesMutex_);
    const std::map<std::string, std::string> values = values_;
    const Formatter formatter = formatter_;
    lock.unlock();
    std::string text;
    for (const auto &[key, value] : values)
      text += formatter ? formatter(key, value) : key + "=" + value + "\n";
    return text;
  }

private:
  mutable std::shared_mutex valuesMutex_;
  std::map<std::string, std::string> values_;
  Formatter formatter_;
};

class Shell {
public:
  Shell() {
    configuration_.setFormatter([this](const std::string &key, const std::string &value) {
      const std::string quote = configuration_.get("quote", "'");
      return key + "=" + quote + value + quote + ";";
    });
  }

  Configuration &configuration() { return configuration_; }
  std::string show() const { return configuration_.dump(); }

private:
  Configuration configuration_;
};

int main() {
  Shell shell;
  shell.configuration().set("path", "/bin");
  std::thread script([&shell] {
    for (int step = 0; step < 50; ++step)
      shell.configuration().set("step", std::to_string(step));
  });
  const std::string early = shell.show();
  script.join();
  return early.find("path='/bin';") == 0 && shell.show() == "path='/bin';step='49';" ? 0 : 1;
}
