// Permissions with a home-made read lock that counts, per thread, how often it is held, and locks the shared mutex only the first time.
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <thread>

class Permissions {
public:
  void grant(const std::string &role, const std::string &right) {
    std::unique_lock<std::shared_mutex> writing(rightsMutex_);
    rights_[role].insert(right);
  }

  void derive(const std::string &role, const std::string &parent) {
    std::unique_lock<std::shared_mutex> writing(rightsMutex_);
    parents_[role] = parent;
  }

  bool allowed(const std::string &role, const std::string &right) const {
    const ReadLock reading(*this);
    const auto rights = rights_.find(role);
    if (rights != rights_.end() && rights->second.count(right) != 0)
      return true;
    const auto parent = parents_.find(role);
    return parent != parents_.end() && allowed(parent->second, right);
  }

  bool allowedBoth(const std::string &role, const std::string &one, const std::string &two) const {
    const ReadLock reading(*this);
    return allowed(role, one) && allowed(role, two);
  }

private:
  // There is one Permissions object per process, so one depth per thread will do.
  class ReadLock {
  public:
    explicit ReadLock(const Permissions &permissions) : permissions_(permissions) {
      if (depth_++ == 0)
        permissions_.rightsMutex_.lock_shared();
    }
    ~ReadLock() {
      if (--depth_ == 0)
        permissions_.rightsMutex_.unlock_shared();
    }
    ReadLock(const ReadLock &) = delete;
    ReadLock &operator=(const ReadLock &) = delete;

  private:
    const Permissions &permissions_;
    static thread_local unsigned depth_;
  };

  mutable std::shared_mutex rightsMutex_;
  std::map<std::string, std::set<std::string>> rights_;
  std::map<std::string, std::string> parents_;
};

thread_local unsigned Permissions::ReadLock::depth_ = 0;

int main() {
  Permissions permissions;
  permissions.grant("user", "read");
  permissions.derive("admin", "user");
  std::thread setup([&permissions] {
    for (const char *right : {"write", "delete", "invite"})
      permissions.grant("admin", right);
  });
  const bool early = permissions.allowedBoth("admin", "read", "read");
  setup.join();
  return early && permissions.allowedBoth("admin", "read", "delete") && !permissions.allowed("user", "write") ? 0 : 1;
}
