// Statics and flags on whose way back something stands: a thread's own mark, a level, a null parent, a check of the state.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

static thread_local bool tLoading = false;

struct Loading {
    Loading() { tLoading = true; }
    ~Loading() { tLoading = false; }
};

struct Config {
    int level = 0;
    std::string name;
};

static Config readConfig();

static const Config& config() {
    static const Config instance = readConfig();
    return instance;
}

static void log(const std::string& text) {
    if (tLoading) {
        std::fputs(text.c_str(), stderr);
        return;
    }
    if (config().level > 0)
        std::printf("%s: %s\n", config().name.c_str(), text.c_str());
}

static Config readConfig() {
    Loading loading;
    log("reading");
    return {1, "app"};
}

class Index {
public:
    int find(int key, bool build = true) {
        if (build)
            std::call_once(m_built, [this] { fill(); });
        return key < static_cast<int>(m_rows.size()) ? m_rows[key] : -1;
    }

private:
    void fill() {
        for (int i = 0; i < 10; ++i)
            m_rows.push_back(i + find(i - 1, false));
    }

    std::once_flag m_built;
    std::vector<int> m_rows;
};

class Service {
public:
    enum class State { Idle, Starting, Running };

    void start() {
        std::call_once(m_started, [this] {
            m_state.store(State::Starting);
            announce();
            m_state.store(State::Running);
        });
    }
    void announce() {
        if (m_state.load() != State::Starting)
            start();
        ++m_announcements;
    }

private:
    std::once_flag m_started;
    std::atomic<State> m_state{State::Idle};
    std::atomic<int> m_announcements{0};
};

class Monitor {
public:
    void run() {
        std::call_once(m_begun, [this] {
            m_thread = std::thread([this] { report(); });
        });
    }
    void report() {
        run();
        ++m_reports;
    }
    ~Monitor() {
        if (m_thread.joinable())
            m_thread.join();
    }

private:
    std::once_flag m_begun;
    std::thread m_thread;
    std::atomic<int> m_reports{0};
};

int powerTable(int exponent) {
    if (exponent == 0)
        return 1;
    static const int base = 2;
    static const int step = base * powerTable(0);
    return step << (exponent - 1);
}

int main() {
    log("begin");
    Index index;
    Service service;
    service.announce();
    {
        Monitor monitor;
        monitor.run();
    }
    std::printf("%d %d\n", index.find(3), powerTable(3));
    return 0;
}
