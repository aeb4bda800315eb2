// Feature flag service behind a reader-writer lock with own guard classes: read-only helpers run under the shared lock.
#include <cassert>
#include <cstdio>
#include <functional>
#include <pthread.h>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

class RwLock {
public:
    RwLock() { pthread_rwlock_init(&impl_, nullptr); }
    ~RwLock() { pthread_rwlock_destroy(&impl_); }
    RwLock(const RwLock&) = delete;
    RwLock& operator=(const RwLock&) = delete;

    class Reading {
    public:
        explicit Reading(RwLock& l) : l_(l) { pthread_rwlock_rdlock(&l_.impl_); }
        ~Reading() { pthread_rwlock_unlock(&l_.impl_); }
        Reading(const Reading&) = delete;
        Reading& operator=(const Reading&) = delete;

    private:
        RwLock& l_;
    };

    class Writing {
    public:
        explicit Writing(RwLock& l) : l_(l) { pthread_rwlock_wrlock(&l_.impl_); }
        ~Writing() { pthread_rwlock_unlock(&l_.impl_); }
        Writing(const Writing&) = delete;
        Writing& operator=(const Writing&) = delete;
        bool on(const RwLock& l) const { return &l_ == &l; }

    private:
        RwLock& l_;
    };

private:
    pthread_rwlock_t impl_;
};

struct Flag {
    bool enabled = false;
    unsigned percent = 100;
};

class FeatureFlags {
public:
    bool enabled(const std::string& name, const std::string& user) const {
        RwLock::Reading r(lock_);
        const Flag* flag = findLocked(name);
        return flag && flag->enabled && inRolloutLocked(*flag, user);
    }

    std::size_t countEnabled() const {
        RwLock::Reading r(lock_);
        std::size_t n = 0;
        forEachLocked([&n](const std::string&, const Flag& f) { n += f.enabled ? 1 : 0; });
        return n;
    }

    void define(const std::string& name, Flag flag) {
        RwLock::Writing w(lock_);
        storeLocked(w, name, flag);
    }

    void rollOut(const std::string& name, unsigned percent) {
        RwLock::Writing w(lock_);
        const Flag* old = findLocked(name);
        Flag flag = old ? *old : Flag{};
        flag.percent = percent;
        storeLocked(w, name, flag);
    }

private:
    const Flag* findLocked(const std::string& name) const {
        auto it = flags_.find(name);
        return it == flags_.end() ? nullptr : &it->second;
    }

    bool inRolloutLocked(const Flag& flag, const std::string& user) const {
        return std::hash<std::string>{}(user + salt_) % 100 < flag.percent;
    }

    template <class Visit>
    void forEachLocked(Visit&& visit) const {
        for (const auto& [name, flag] : flags_) visit(name, flag);
    }

    // The guard is the proof that the caller holds the lock for writing.
    void storeLocked([[maybe_unused]] const RwLock::Writing& held, const std::string& name, Flag flag) {
        assert(held.on(lock_));
        flags_[name] = flag;
        salt_ = std::to_string(flags_.size());
    }

    mutable RwLock lock_;
    std::unordered_map<std::string, Flag> flags_;
    std::string salt_;
};

int main() {
    FeatureFlags flags;
    flags.define("dark-mode", {true, 50});
    std::vector<std::thread> requests;
    for (int t = 0; t < 3; ++t)
        requests.emplace_back([&flags, t] {
            int on = 0;
            for (int i = 0; i < 500; ++i) on += flags.enabled("dark-mode", std::to_string(t * 1000 + i));
            std::printf("%d on\n", on);
        });
    for (unsigned p = 50; p <= 100; p += 10) flags.rollOut("dark-mode", p);
    for (auto& r : requests) r.join();
    std::printf("%zu flags\n", flags.countEnabled());
}
