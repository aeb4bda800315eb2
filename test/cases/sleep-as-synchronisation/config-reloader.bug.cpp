#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

using Values = std::map<std::string, std::string>;

static Values parse(const std::string& path) {
    Values values;
    std::ifstream in(path);
    std::string line;
    while (std::getline(in, line)) {
        const auto eq = line.find('=');
        if (eq != std::string::npos) values[line.substr(0, eq)] = line.substr(eq + 1);
    }
    return values;
}

class ConfigService {
public:
    explicit ConfigService(std::string path)
        : path_(std::move(path)), values_(parse(path_)), thread_([this] { run(); }) {}

    ~ConfigService() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            stop_ = true;
        }
        wake_.notify_all();
        thread_.join();
    }

    std::string get(const std::string& key) const {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = values_.find(key);
        return it == values_.end() ? std::string() : it->second;
    }

    void requestReload() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            ++requested_;
        }
        wake_.notify_one();
    }

private:
    void run() {
        std::unique_lock<std::mutex> lock(mutex_);
        for (;;) {
            wake_.wait(lock, [this] { return stop_ || loaded_ < requested_; });
            if (stop_) return;
            const std::uint64_t ticket = requested_;
            lock.unlock();
            Values fresh = parse(path_);
            lock.lock();
            values_ = std::move(fresh);
            loaded_ = ticket;
        }
    }

    const std::string path_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    Values values_;
    std::uint64_t requested_ = 0;
    std::uint64_t loaded_ = 0;
    bool stop_ = false;
    std::thread thread_;
};

// ---- tests

static int g_failures = 0;

#define EXPECT_EQ(actual, expected)                                               \
    do {                                                                          \
        if ((actual) != (expected)) {                                             \
            std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #actual);     \
            ++g_failures;                                                         \
        }                                                                         \
    } while (0)

static void writeFile(const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::trunc);
    out << text;
}

static void testInitialLoad(const std::string& path) {
    writeFile(path, "port=8080\nhost=localhost\n");
    ConfigService service(path);
    EXPECT_EQ(service.get("port"), "8080");
    EXPECT_EQ(service.get("missing"), "");
}

static void testReloadPicksUpChanges(const std::string& path) {
    writeFile(path, "port=8080\n");
    ConfigService service(path);
    writeFile(path, "port=9090\n");
    service.requestReload();
    std::this_thread::sleep_for(std::chrono::milliseconds(100));  // finding: 'values_'
    EXPECT_EQ(service.get("port"), "9090");
}

int main() {
    const auto path = (std::filesystem::temp_directory_path() / "config-reloader-test.ini").string();
    testInitialLoad(path);
    testReloadPicksUpChanges(path);
    std::filesystem::remove(path);
    return g_failures == 0 ? 0 : 1;
}
