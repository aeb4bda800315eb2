// Values that are computed once each, by way of others of the table: every entry has a flag of its own.
#include <array>
#include <cstdio>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Ways {
public:
    long of(int steps) {
        if (steps < 2) return 1;
        std::call_once(flags_[steps], [this, steps] { values_[steps] = of(steps - 1) + of(steps - 2); });
        return values_[steps];
    }

private:
    std::array<std::once_flag, 64> flags_;
    std::array<long, 64> values_{};
};

struct Target {
    std::string name;
    std::vector<std::string> needs;
    std::once_flag built;
    int order = 0;
};

class Build {
public:
    void add(std::string name, std::vector<std::string> needs) {
        Target& target = targets_[name];
        target.name = std::move(name);
        target.needs = std::move(needs);
    }
    void make(const std::string& name) {
        Target& target = find(name);
        std::call_once(target.built, [this, &target] {
            for (const std::string& need : target.needs) make(need);
            std::lock_guard<std::mutex> lock(mutex_);
            target.order = ++made_;
        });
    }
    void makeUp(Target* target) {
        std::call_once(target->built, [this, target] {
            if (!target->needs.empty()) makeUp(&find(target->needs.front()));
        });
    }
    Target& find(const std::string& name) { return targets_.at(name); }

private:
    std::map<std::string, Target> targets_;
    std::mutex mutex_;
    int made_ = 0;
};

int main() {
    Ways ways;
    std::thread other([&ways] { std::printf("%ld\n", ways.of(20)); });
    Build build;
    build.add("lib", {});
    build.add("app", {"lib"});
    build.make("app");
    build.makeUp(&build.find("app"));
    other.join();
    std::printf("%d %ld\n", build.find("app").order, ways.of(30));
    return 0;
}
