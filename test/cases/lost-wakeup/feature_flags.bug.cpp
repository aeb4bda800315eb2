// Feature flag store with watchers. Watchers wait under flagsMutex_, but the version they ask about is raised under publishMutex_.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

class FlagStore {
public:
    using Flags = std::map<std::string, bool>;

    void publish(const Flags& update) {
        std::lock_guard<std::mutex> publishing(publishMutex_);
        const Flags checked = validate(update);
        ++publications_;
        {
            std::unique_lock<std::shared_mutex> lock(flagsMutex_);
            for (const auto& [name, on] : checked)
                flags_[name] = on;
        }
        version_.fetch_add(1); // finding: 'version_'
        changed_.notify_all();
    }

    void close() {
        {
            std::unique_lock<std::shared_mutex> lock(flagsMutex_);
            closed_ = true;
        }
        changed_.notify_all();
    }

    // Waits for a version newer than `seen`; false when the store was closed.
    bool waitForNewer(std::uint64_t& seen, Flags& out) {
        std::shared_lock<std::shared_mutex> lock(flagsMutex_);
        changed_.wait(lock, [&] { return closed_ || version_.load() > seen; });
        if (closed_)
            return false;
        seen = version_.load();
        out = flags_;
        return true;
    }

    // Cheap poll for code on hot paths.
    std::uint64_t version() const { return version_.load(); }

    int publications() {
        std::lock_guard<std::mutex> publishing(publishMutex_);
        return publications_;
    }

private:
    static Flags validate(const Flags& update) {
        Flags checked;
        for (const auto& entry : update)
            if (!entry.first.empty())
                checked.insert(entry);
        return checked;
    }

    std::mutex publishMutex_;
    int publications_ = 0;

    std::shared_mutex flagsMutex_;
    std::condition_variable_any changed_;
    Flags flags_;
    std::atomic<std::uint64_t> version_{0};
    bool closed_ = false;
};

int main() {
    FlagStore store;
    std::vector<std::thread> watchers;
    for (int i = 0; i < 3; ++i) {
        watchers.emplace_back([&store] {
            std::uint64_t seen = 0;
            FlagStore::Flags flags;
            while (store.waitForNewer(seen, flags)) {
            }
        });
    }
    for (int i = 0; i < 10; ++i)
        store.publish({{"dark-mode", i % 2 == 0}, {"beta-" + std::to_string(i), true}});
    store.close();
    for (auto& watcher : watchers)
        watcher.join();
    std::printf("version %llu after %d publications\n", static_cast<unsigned long long>(store.version()),
                store.publications());
}
