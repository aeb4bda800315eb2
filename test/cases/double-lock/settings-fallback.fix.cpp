// Process-wide settings whose mutex is behind an accessor; reading a setting with a fallback stores the fallback in place.
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

namespace settings {
namespace {

using Values = std::unordered_map<std::string, std::string>;

std::mutex &guard() {
  static std::mutex mutex;
  return mutex;
}

Values &values() {
  static Values table;
  return table;
}

} // namespace

void set(const std::string &key, const std::string &value) {
  std::lock_guard<std::mutex> hold(guard());
  values()[key] = value;
}

std::optional<std::string> get(const std::string &key) {
  std::lock_guard<std::mutex> hold(guard());
  const auto found = values().find(key);
  if (found == values().end())
    return std::nullopt;
  return found->second;
}

std::string getOrStore(const std::string &key, const std::string &fallback) {
  std::lock_guard<std::mutex> hold(guard());
  const auto found = values().find(key);
  if (found != values().end())
    return found->second;
  values()[key] = fallback;
  return fallback;
}

} // namespace settings

int main() {
  settings::set("language", "nb");
  std::string zone;
  std::thread clock([&zone] { zone = settings::getOrStore("zone", "Europe/Oslo"); });
  const std::string language = settings::getOrStore("language", "en");
  clock.join();
  return language == "nb" && settings::get("zone") == zone && !settings::get("theme") ? EXIT_SUCCESS : EXIT_FAILURE;
}
