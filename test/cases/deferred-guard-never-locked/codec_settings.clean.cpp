// Encoder settings with deferred guards: locked in every branch, or only in the branch that touches shared data.
#include <cstdio>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

enum class profile { fast, balanced, archive };

struct limits {
    const int max_width = 8192;
    const int max_threads = 16;
};

class encoder_settings {
public:
    void apply(profile p) {
        std::unique_lock<std::mutex> lk(mutex_, std::defer_lock);
        switch (p) {
        case profile::fast:
            lk.lock();
            quality_ = 40;
            break;
        case profile::balanced:
            lk.lock();
            quality_ = 70;
            break;
        case profile::archive: {
            const int tuned = tune_for_archive();
            lk.lock();
            quality_ = tuned;
            break;
        }
        default:
            throw std::invalid_argument("unknown profile");
        }
        ++revision_;
    }

    int option(const std::string& name) const {
        std::unique_lock<std::mutex> lk(mutex_, std::defer_lock);
        if (name == "max-width")
            return limits_.max_width;
        if (name == "max-threads")
            return limits_.max_threads;
        lk.lock();
        const auto it = overrides_.find(name);
        return it == overrides_.end() ? quality_ : it->second;
    }

    int set_option(const std::string& name, int value) {
        std::unique_lock<std::mutex> lk(mutex_, std::defer_lock);
        int accepted = clamp(value);
        if (accepted != kUnset) {
            lk.lock();
            overrides_[name] = accepted;
            ++revision_;
        }
        return accepted;
    }

    unsigned revision() const {
        std::lock_guard<std::mutex> lk(mutex_);
        return revision_;
    }

private:
    static constexpr int kUnset = -1;

    static int clamp(int value) { return value < 0 ? kUnset : (value > 100 ? 100 : value); }
    int tune_for_archive() const { return limits_.max_width / 100 + 10; }

    const limits limits_;
    mutable std::mutex mutex_;
    std::map<std::string, int> overrides_;
    int quality_ = 50;
    unsigned revision_ = 0;
};

int main() {
    encoder_settings settings;
    std::vector<std::thread> ui;
    ui.emplace_back([&settings] {
        for (int i = 0; i < 60; ++i)
            settings.apply(static_cast<profile>(i % 3));
    });
    ui.emplace_back([&settings] {
        for (int i = -20; i < 60; ++i)
            settings.set_option("grain", i);
    });
    int seen = 0;
    for (int i = 0; i < 50; ++i)
        seen += settings.option(i % 2 ? "grain" : "max-width") > 0 ? 1 : 0;
    for (auto& thread : ui)
        thread.join();
    std::printf("%d options seen, revision %u\n", seen, settings.revision());
}
