// A configuration store with a layer of defaults and a layer of overrides that threads change while others read.
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

class ConfigStore {
  using Layer = std::map<std::string, std::string, std::less<>>;

public:
  explicit ConfigStore(Layer defaults) : defaults_(std::move(defaults)) {}

  std::optional<std::string> get(std::string_view key) const {
    std::shared_lock reading(layersMutex_);
    if (const auto own = overrides_.find(key); own != overrides_.end())
      return own->second;
    if (const auto preset = defaults_.find(key); preset != defaults_.end())
      return preset->second;
    return std::nullopt;
  }

  void set(std::string key, std::string value) {
    std::scoped_lock lock(layersMutex_);
    overrides_.insert_or_assign(std::move(key), std::move(value));
    ++revision_;
  }

  bool reset(std::string_view key) {
    std::scoped_lock lock{layersMutex_};
    const auto own = overrides_.find(key);
    if (own == overrides_.end())
      return false;
    overrides_.erase(own);
    ++revision_;
    return true;
  }

  std::size_t revision() const {
    std::shared_lock reading(layersMutex_);
    return revision_;
  }

private:
  mutable std::shared_mutex layersMutex_;
  const Layer defaults_;
  Layer overrides_;
  std::size_t revision_ = 0;
};

int main() {
  ConfigStore config({{"theme", "light"}, {"font", "serif"}});
  {
    std::jthread editor([&config] {
      for (int step = 0; step < 50; ++step) {
        config.set("theme", "dark" + std::to_string(step));
        config.reset("theme");
      }
    });
    std::jthread sync([&config] {
      for (int step = 0; step < 50; ++step)
        config.set("font", config.get("theme").value_or("none"));
    });
  }
  return config.get("theme") == "light" && config.revision() == 150 ? 0 : 1;
}
