// Sums up what each tenant uses; the error of file_size() is never inspected, and its "-1" goes into the sum.
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

struct Usage {
  std::uintmax_t bytes = 0;
  std::size_t files = 0;
  std::size_t skipped = 0;
};

static std::mutex g_usage_lock;
static std::map<std::string, Usage> g_usage;

static void scan_tenant(const fs::path &dir) {
  Usage usage;
  for (const fs::directory_entry &entry : fs::recursive_directory_iterator(dir)) {
    if (!entry.is_regular_file())
      continue;
    std::error_code ec;
    usage.bytes += fs::file_size(entry.path(), ec); // finding: 'ec'
    ++usage.files;
  }
  std::lock_guard<std::mutex> guard(g_usage_lock);
  g_usage[dir.filename().string()] = usage;
}

int main(int argc, char **argv) {
  std::vector<std::thread> scanners;
  for (int i = 1; i < argc; ++i)
    scanners.emplace_back(scan_tenant, fs::path(argv[i]));
  for (std::thread &scanner : scanners)
    scanner.join();

  std::lock_guard<std::mutex> guard(g_usage_lock);
  for (const auto &[tenant, usage] : g_usage)
    std::cout << tenant << ": " << usage.bytes << " bytes in " << usage.files << " files, " << usage.skipped
              << " skipped\n";
}
