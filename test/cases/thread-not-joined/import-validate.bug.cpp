// Imports rows while a thread computes their checksum; a bad row returns before the thread is joined.
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

struct ImportResult {
  std::vector<int> values;
  std::uint64_t checksum = 0;
};

static std::optional<int> parseRow(const std::string &row) {
  int value = 0;
  const char *end = row.data() + row.size();
  auto [rest, error] = std::from_chars(row.data(), end, value);
  if (error != std::errc() || rest != end)
    return std::nullopt;
  return value;
}

static std::uint64_t checksumOf(const std::vector<std::string> &rows) {
  std::uint64_t hash = 1469598103934665603ull;
  for (const std::string &row : rows) {
    for (unsigned char c : row) {
      hash ^= c;
      hash *= 1099511628211ull;
    }
  }
  return hash;
}

static std::optional<ImportResult> importRows(const std::vector<std::string> &rows) {
  std::uint64_t checksum = 0;
  std::thread hasher([&checksum, &rows] { checksum = checksumOf(rows); }); // finding: 'hasher'

  ImportResult result;
  for (const std::string &row : rows) {
    const std::optional<int> value = parseRow(row);
    if (!value) {
      std::fprintf(stderr, "bad row '%s'\n", row.c_str());
      return std::nullopt;
    }
    result.values.push_back(*value);
  }

  hasher.join();
  result.checksum = checksum;
  return result;
}

int main() {
  const std::vector<std::string> good = {"12", "7", "-3", "40"};
  const std::vector<std::string> bad = {"12", "seven", "40"};

  const std::optional<ImportResult> imported = importRows(good);
  if (!imported || imported->values.size() != good.size())
    return 1;
  if (imported->checksum != checksumOf(good))
    return 1;

  const std::optional<ImportResult> rejected = importRows(bad);
  std::printf("imported %zu rows, second file %s\n", imported->values.size(), rejected ? "accepted" : "rejected");
  return rejected ? 1 : 0;
}
