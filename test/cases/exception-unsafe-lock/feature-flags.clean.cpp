// Feature flags that are parsed when they are first asked for; a broken one counts as off.
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace flags {

struct BadValue : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// "on", "off" or "37%"
static int parsePercent(const std::string& text) {
    if (text == "on")
        return 100;
    if (text == "off")
        return 0;
    if (text.empty() || text.back() != '%')
        throw BadValue("not a percentage: " + text);
    return std::stoi(text);
}

class FlagTable {
public:
    void set(const std::string& name, const std::string& value) {
        std::lock_guard<std::mutex> guard(mutex_);
        raw_[name] = value;
        parsed_.erase(name);
    }

    // Values are parsed when they are first asked for; a broken one counts as off.
    int percent(const std::string& name) {
        int result = 0;
        mutex_.lock();
        auto known = parsed_.find(name);
        if (known != parsed_.end()) {
            result = known->second;
            mutex_.unlock();
            return result;
        }
        auto it = raw_.find(name);
        if (it != raw_.end()) {
            try {
                result = parsePercent(it->second);
                parsed_[name] = result;
            } catch (const std::exception&) {
                result = 0;
                ++broken_;
            }
        }
        mutex_.unlock();
        return result;
    }

    unsigned broken() const {
        std::lock_guard<std::mutex> guard(mutex_);
        return broken_;
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::string> raw_;
    std::map<std::string, int> parsed_;
    unsigned broken_ = 0;
};

class Experiment {
public:
    Experiment(FlagTable& table, std::string flag) : table_(table), flag_(std::move(flag)) {}

    bool enabledFor(std::string_view user) {
        const auto bucket = static_cast<int>(std::hash<std::string_view>{}(user) % 100);
        const bool enabled = bucket < table_.percent(flag_);
        (enabled ? exposed_ : control_).fetch_add(1, std::memory_order_relaxed);
        return enabled;
    }

    std::uint64_t exposed() const { return exposed_.load(std::memory_order_relaxed); }
    std::uint64_t control() const { return control_.load(std::memory_order_relaxed); }

private:
    FlagTable& table_;
    const std::string flag_;
    std::atomic<std::uint64_t> exposed_{0};
    std::atomic<std::uint64_t> control_{0};
};

}  // namespace flags
