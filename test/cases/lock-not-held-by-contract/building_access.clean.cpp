// Building access control: doors and badge accounts can be locked, which has nothing to do with the controller's mutex.
#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Door {
public:
    explicit Door(std::string name) : name_(std::move(name)) {}

    bool isLocked() const { return locked_.load(); }
    void setLocked(bool locked) { locked_.store(locked); }
    const std::string& name() const { return name_; }

private:
    const std::string name_;
    std::atomic<bool> locked_{true};
};

struct Badge {
    int failures = 0;
    bool accountLocked = false;

    void markLocked() { accountLocked = true; }
    void markUnlocked() {
        accountLocked = false;
        failures = 0;
    }
};

class AccessController {
public:
    AccessController() {
        for (const char* name : {"lobby", "lab", "vault"}) doors_.emplace(name, name);
    }

    bool open(int badgeId, const std::string& doorName) {
        auto it = doors_.find(doorName);
        if (it == doors_.end()) return false;
        Door& door = it->second;
        if (evacuation_) {
            door.setLocked(false);
            return true;
        }
        if (!admit(badgeId, doorName)) return false;
        door.setLocked(false);
        return true;
    }

    void evacuate() {
        evacuation_ = true;
        for (auto& [name, door] : doors_) door.setLocked(false);
    }

    void nightMode() {
        for (auto& [name, door] : doors_) door.setLocked(true);
    }

    // Only the help desk may do this.
    void reinstate(int badgeId) {
        std::lock_guard<std::mutex> guard(mutex_);
        badges_[badgeId].markUnlocked();
    }

    std::vector<std::string> listUnlocked() const {
        std::vector<std::string> names;
        for (const auto& [name, door] : doors_)
            if (!door.isLocked()) names.push_back(door.name());
        return names;
    }

private:
    bool admit(int badgeId, const std::string& doorName) {
        std::lock_guard<std::mutex> guard(mutex_);
        Badge& badge = badges_[badgeId];
        if (badge.accountLocked) return false;
        if (doorName != "vault" || badgeId < 10) return true;
        if (++badge.failures >= 3) badge.markLocked();
        return false;
    }

    std::mutex mutex_;
    std::map<int, Badge> badges_;        // guarded by mutex_
    std::map<std::string, Door> doors_;  // the set is fixed by the constructor
    std::atomic<bool> evacuation_{false};
};

int main() {
    AccessController controller;
    std::thread readers[2];
    for (int r = 0; r < 2; ++r)
        readers[r] = std::thread([&controller, r] {
            for (int i = 0; i < 100; ++i) controller.open(r * 8 + i % 8, i % 3 ? "lab" : "vault");
        });
    controller.nightMode();
    controller.reinstate(12);
    for (auto& t : readers) t.join();

    Badge visitor;
    visitor.markLocked();
    controller.evacuate();
    std::printf("%zu doors open, visitor %s\n", controller.listUnlocked().size(), visitor.accountLocked ? "out" : "in");
}
