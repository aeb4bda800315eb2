// Logger singleton; opening it reads the settings, whose warnings it writes itself.
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

enum class Level { Debug, Info, Warning, Error };

class Logger {
public:
    static Logger& instance() {
        std::call_once(s_once, [] {
            s_logger = std::unique_ptr<Logger>(new Logger);
            s_logger->open();
        });
        return *s_logger;
    }

    void write(Level level, std::string text) {
        std::lock_guard<std::mutex> lock(m_mutex);
        if (level >= m_level) m_lines.push_back(std::move(text));
    }

    std::vector<std::string> lines() const {
        std::lock_guard<std::mutex> lock(m_mutex);
        return m_lines;
    }

private:
    Logger() = default;
    void open();

    static inline std::once_flag s_once;
    static inline std::unique_ptr<Logger> s_logger;

    mutable std::mutex m_mutex;
    Level m_level = Level::Info;
    std::vector<std::string> m_lines;
};

class Settings {
public:
    explicit Settings(std::map<std::string, std::string> values) : m_values(std::move(values)) {}

    std::string get(const std::string& key, const std::string& fallback, std::vector<std::string>& warnings) const {
        const auto it = m_values.find(key);
        if (it != m_values.end()) return it->second;
        warnings.push_back("no setting for " + key + ", using " + fallback);
        return fallback;
    }

private:
    std::map<std::string, std::string> m_values;
};

static Settings loadSettings() { return Settings({{"log.file", "app.log"}, {"cache.size", "64"}}); }

static Level parseLevel(const std::string& name) {
    if (name == "debug") return Level::Debug;
    if (name == "warning") return Level::Warning;
    if (name == "error") return Level::Error;
    return Level::Info;
}

void Logger::open() {
    const Settings settings = loadSettings();
    std::vector<std::string> warnings;
    const Level level = parseLevel(settings.get("log.level", "info", warnings));
    {
        std::lock_guard<std::mutex> lock(m_mutex);
        m_level = level;
    }
    for (auto& w : warnings) write(Level::Warning, std::move(w));
}

int main() {
    std::thread worker([] { Logger::instance().write(Level::Info, "worker up"); });
    Logger::instance().write(Level::Info, "main up");
    worker.join();
    for (const auto& line : Logger::instance().lines()) std::printf("%s\n", line.c_str());
    return 0;
}
