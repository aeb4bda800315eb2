#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace fs = std::filesystem;

class Executor {
public:
    Executor() : thread_([this] { loop(); }) {}
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    ~Executor() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        thread_.join();
    }

    void post(std::function<void()> job) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            jobs_.push_back(std::move(job));
        }
        wake_.notify_one();
    }

private:
    // Runs everything that was posted, also after the destructor was entered.
    void loop() {
        for (;;) {
            std::function<void()> job;
            {
                std::unique_lock<std::mutex> lock(mutex_);
                wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
                if (jobs_.empty()) return;
                job = std::move(jobs_.front());
                jobs_.pop_front();
            }
            job();
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    bool stopping_ = false;
    std::thread thread_;
};

class PluginRegistry {
public:
    void scan(const fs::path& dir) {
        std::error_code ec;
        fs::directory_iterator it(dir, ec);
        const fs::directory_iterator end;
        while (!ec && it != end) {
            if (it->path().extension() == ".so") add(it->path());
            it.increment(ec);
        }
    }

    std::optional<fs::path> find(const std::string& name) const {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = plugins_.find(name);
        if (it == plugins_.end()) return std::nullopt;
        return it->second;
    }

private:
    void add(const fs::path& file) {
        std::lock_guard<std::mutex> lock(mutex_);
        plugins_[file.stem().string()] = file;
    }

    mutable std::mutex mutex_;
    std::map<std::string, fs::path> plugins_;
};

class PluginHost {
public:
    explicit PluginHost(fs::path dir) : dir_(std::move(dir)) {}

    bool openCodec(const std::string& name) {
        using namespace std::chrono_literals;
        executor_.post([this] { registry_.scan(dir_); });
        std::this_thread::sleep_for(50ms);  // finding: registry_
        const std::optional<fs::path> file = registry_.find(name);
        if (!file) return false;
        codec_ = *file;
        return true;
    }

    const fs::path& codec() const { return codec_; }

private:
    const fs::path dir_;
    fs::path codec_;
    PluginRegistry registry_;
    Executor executor_;
};
