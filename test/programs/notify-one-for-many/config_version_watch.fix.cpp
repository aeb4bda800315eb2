// Live configuration hub whose subscribers wait for a newer version; every subscriber is woken by a publication.
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using Settings = std::map<std::string, std::string>;

template <typename T>
class Versioned {
public:
    struct Snapshot {
        std::uint64_t version = 0;
        std::shared_ptr<const T> value;
    };

    std::uint64_t publish(T value) {
        auto fresh = std::make_shared<const T>(std::move(value));
        std::lock_guard<std::mutex> guard(m_mutex);
        m_current.value = std::move(fresh);
        m_current.version += 1;
        m_updated.notify_all();
        return m_current.version;
    }

    // Waits for a version newer than `seen`; returns a snapshot without value once the hub is retired.
    Snapshot waitNewer(std::uint64_t seen) {
        std::unique_lock<std::mutex> guard(m_mutex);
        while (m_current.version <= seen && !m_retired) m_updated.wait(guard);
        if (m_current.version > seen) return m_current;
        return Snapshot{};
    }

    void retire() {
        std::lock_guard<std::mutex> guard(m_mutex);
        m_retired = true;
        m_updated.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_updated;
    Snapshot m_current;
    bool m_retired = false;
};

class Component {
public:
    Component(std::string name, Versioned<Settings>& hub)
        : m_name(std::move(name)), m_hub(hub), m_watcher([this] { watch(); }) {}
    Component(const Component&) = delete;
    Component& operator=(const Component&) = delete;
    ~Component() { m_watcher.join(); }

private:
    void watch() {
        std::uint64_t seen = 0;
        for (;;) {
            auto snapshot = m_hub.waitNewer(seen);
            if (!snapshot.value) return;
            seen = snapshot.version;
            apply(*snapshot.value, seen);
        }
    }

    void apply(const Settings& settings, std::uint64_t version) {
        auto it = settings.find(m_name + ".level");
        std::printf("%s: level %s (v%llu)\n", m_name.c_str(), it == settings.end() ? "default" : it->second.c_str(),
                    static_cast<unsigned long long>(version));
    }

    std::string m_name;
    Versioned<Settings>& m_hub;
    std::thread m_watcher;
};

int main() {
    Versioned<Settings> hub;
    std::vector<std::unique_ptr<Component>> components;
    for (const char* name : {"http", "storage", "auth", "metrics"})
        components.push_back(std::make_unique<Component>(name, hub));

    for (int round = 1; round <= 3; ++round) {
        Settings next;
        next["http.level"] = std::to_string(round);
        next["auth.level"] = std::to_string(round * 10);
        hub.publish(std::move(next));
    }
    hub.retire();
    components.clear();
    return 0;
}
