// Mirrors a directory.
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace mirror {

using Pairs = std::vector<std::pair<fs::path, fs::path>>;

void copyIfNewer(const fs::path &from, const fs::path &to, std::error_code &ec) {
  const auto changed = fs::last_write_time(from, ec);
  if (ec)
    return;
  const auto existing = fs::last_write_time(to, ec);
  if (!ec && existing >= changed)
    return;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, ec);
}

Pairs plan(const fs::path &source, const fs::path &destination, std::error_code &ec) {
  Pairs pairs;
  for (fs::directory_iterator it(source, ec), end; !ec && it != end; it.increment(ec))
    pairs.emplace_back(it->path(), destination / it->path().filename());
  return pairs;
}

bool run(const fs::path &source, const fs::path &destination) {
  std::error_code ec;
  const Pairs pairs = plan(source, destination, ec);
  if (ec) {
    std::fprintf(stderr, "%s: %s\n", source.c_str(), ec.message().c_str());
    return false;
  }

  for (const auto &[from, to] : pairs) {
    copyIfNewer(from, to, ec);
    if (ec) {
      std::fprintf(stderr, "mirror: %s\n", ec.message().c_str());
      return false;
    }
  }
  return true;
}

} // namespace mirror

int main(int argc, char **argv) {
  return argc == 3 && mirror::run(argv[1], argv[2]) ? 0 : 1;
}
