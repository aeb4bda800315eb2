// Installs a build and switches the "current" link; the error of permissions() is overwritten by create_symlink() unseen.
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

class Deployer {
public:
  explicit Deployer(fs::path root) : root_(std::move(root)) {}

  bool install(const fs::path &download, const std::string &version) {
    std::lock_guard<std::mutex> lock(mutex_);
    std::error_code ec;
    const fs::path target = root_ / ("server-" + version);

    fs::copy_file(download, target, fs::copy_options::overwrite_existing, ec);
    if (ec)
      return fail("copy", ec);

    fs::permissions(target, fs::perms::owner_all, fs::perm_options::replace, ec); // finding: 'ec'

    const fs::path fresh = root_ / "current.new";
    fs::create_symlink(target, fresh, ec);
    if (ec)
      return fail("link", ec);
    fs::rename(fresh, root_ / "current", ec);
    if (ec)
      return fail("switch", ec);

    installed_.push_back(version);
    return true;
  }

  std::size_t installedCount() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return installed_.size();
  }

private:
  static bool fail(const char *step, const std::error_code &ec) {
    std::fprintf(stderr, "deploy: %s: %s\n", step, ec.message().c_str());
    return false;
  }

  mutable std::mutex mutex_;
  fs::path root_;
  std::vector<std::string> installed_;
};

int main() {
  Deployer deployer("/srv/app");
  bool blue = false;
  std::thread background([&] { blue = deployer.install("/tmp/build-41", "41"); });
  const bool green = deployer.install("/tmp/build-42", "42");
  background.join();
  return blue && green && deployer.installedCount() == 2 ? 0 : 1;
}
