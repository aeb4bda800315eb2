#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace ota {

using Image = std::vector<std::uint8_t>;

class Updater {
public:
    explicit Updater(Image image) : image_(std::move(image)) {}
    Updater(const Updater&) = delete;
    Updater& operator=(const Updater&) = delete;

    ~Updater() {
        std::lock_guard lock(mutex_);
        cancelled_ = true;
    }

    bool push(const std::string& device) {
        {
            std::lock_guard lock(mutex_);
            if (active_ >= kParallel) return false;
            ++active_;
        }
        try {
            std::thread([this, device] { transfer(device); }).detach();  // finding: this
        } catch (const std::system_error&) {
            leave();
            return false;
        }
        return true;
    }

    std::size_t sentTo(const std::string& device) const {
        std::lock_guard lock(mutex_);
        auto it = sent_.find(device);
        return it == sent_.end() ? 0 : it->second;
    }

private:
    static constexpr int kParallel = 8;
    static constexpr std::size_t kBlock = 4096;

    void transfer(const std::string& device) {
        if (std::FILE* port = std::fopen(device.c_str(), "wb")) {
            std::size_t offset = 0;
            while (offset < image_.size() && proceed(device, offset)) {
                const std::size_t n = std::min(kBlock, image_.size() - offset);
                if (std::fwrite(image_.data() + offset, 1, n, port) != n) break;
                offset += n;
            }
            std::fclose(port);
        }
        leave();
    }

    bool proceed(const std::string& device, std::size_t offset) {
        std::lock_guard lock(mutex_);
        sent_[device] = offset;
        return !cancelled_;
    }

    void leave() {
        std::lock_guard lock(mutex_);
        --active_;
    }

    const Image image_;
    mutable std::mutex mutex_;
    std::map<std::string, std::size_t> sent_;
    int active_ = 0;
    bool cancelled_ = false;
};

}  // namespace ota

class FleetConsole {
public:
    void login(ota::Image image) { updater_.emplace(std::move(image)); }
    void logout() { updater_.reset(); }

    int updateAll(const std::vector<std::string>& devices) {
        int started = 0;
        for (const std::string& device : devices) {
            if (updater_ && updater_->push(device)) ++started;
        }
        return started;
    }

private:
    std::optional<ota::Updater> updater_;
};
