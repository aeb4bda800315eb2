// arguments: -std=c++23
// Loads settings and a local override file.
#include <charconv>
#include <expected>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

struct ConfigError {
  std::string file;
  int line = 0;
  std::string what;
};

class Settings {
public:
  void put(std::string key, long value) { values_[std::move(key)] = value; }
  long get(const std::string &key, long otherwise) const {
    const auto found = values_.find(key);
    return found == values_.end() ? otherwise : found->second;
  }

private:
  std::map<std::string, long> values_;
};

static std::expected<long, std::errc> parseNumber(std::string_view text) {
  long number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc())
    return std::unexpected(problem);
  return number;
}

static std::expected<void, ConfigError> mergeFile(Settings &settings, const std::string &file) {
  std::ifstream in(file);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const auto equals = line.find('=');
    if (equals == std::string::npos)
      return std::unexpected(ConfigError{file, number, "no '='"});
    const auto value = parseNumber(std::string_view(line).substr(equals + 1));
    if (!value)
      return std::unexpected(ConfigError{file, number, std::make_error_code(value.error()).message()});
    settings.put(line.substr(0, equals), *value);
  }
  return {};
}

std::expected<Settings, ConfigError> loadSettings(const std::string &base) {
  Settings settings;
  if (auto merged = mergeFile(settings, base); !merged)
    return std::unexpected(std::move(merged.error()));
  if (auto merged = mergeFile(settings, base + ".local"); !merged)
    return std::unexpected(std::move(merged.error()));
  return settings;
}

int main() {
  const auto settings = loadSettings("server.conf");
  if (!settings) {
    std::cerr << settings.error().file << ':' << settings.error().line << ": " << settings.error().what << '\n';
    return 1;
  }
  std::cout << "threads: " << settings->get("threads", 4) << '\n';
}
