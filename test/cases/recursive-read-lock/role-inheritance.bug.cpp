// Access control with inherited roles; a check holds the lock shared, and three calls down the parent of a role is asked for with the lock shared.
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <thread>

class AccessControl {
public:
  void grant(const std::string &role, const std::string &right) {
    std::lock_guard<std::shared_mutex> writing(state_.lock);
    state_.rights[role].insert(right);
  }

  void inherit(const std::string &role, const std::string &parent) {
    std::lock_guard<std::shared_mutex> writing(state_.lock);
    state_.parents[role] = parent;
  }

  std::string parentOf(const std::string &role) const {
    std::shared_lock<std::shared_mutex> reading(state_.lock);
    const auto found = state_.parents.find(role);
    return found == state_.parents.end() ? std::string() : found->second;
  }

  bool allowed(const std::string &role, const std::string &right) const {
    std::shared_lock<std::shared_mutex> reading(state_.lock);
    if (state_.rights.empty())
      return false;
    return search(role, right); // finding: 'state_.lock'
  }

private:
  struct State {
    mutable std::shared_mutex lock;
    std::map<std::string, std::set<std::string>> rights;
    std::map<std::string, std::string> parents;
  };

  bool search(std::string role, const std::string &right) const {
    for (int depth = 0; depth < 16 && !role.empty(); ++depth) {
      if (has(role, right))
        return true;
      role = next(role);
    }
    return false;
  }

  bool has(const std::string &role, const std::string &right) const {
    const auto found = state_.rights.find(role);
    return found != state_.rights.end() && found->second.count(right) != 0;
  }

  std::string next(const std::string &role) const {
    const std::string parent = parentOf(role);
    return parent == role ? std::string() : parent;
  }

  State state_;
};

int main() {
  AccessControl access;
  access.grant("user", "read");
  access.inherit("admin", "user");
  std::thread console([&access] {
    for (int i = 0; i < 50; ++i)
      access.grant("admin", "right" + std::to_string(i));
  });
  const bool early = access.allowed("admin", "read");
  console.join();
  return early && access.allowed("admin", "right49") && !access.allowed("user", "right49") &&
                 access.parentOf("admin") == "user"
             ? 0
             : 1;
}
