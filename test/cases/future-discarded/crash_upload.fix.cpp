// Crash reporter; uploads run in the background and are collected at shutdown.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct CrashReport {
    std::string process;
    int signal = 0;
    std::vector<std::string> frames;
};

class Endpoint {
public:
    void post(const std::string& body) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        m_bytes.fetch_add(body.size());
    }
    std::size_t bytes() const { return m_bytes.load(); }

private:
    std::atomic<std::size_t> m_bytes{0};
};

static std::string serialize(const CrashReport& r) {
    std::string out = r.process + ":" + std::to_string(r.signal);
    for (const auto& f : r.frames) out += "\n  at " + f;
    return out;
}

class CrashReporter {
public:
    CrashReporter(Endpoint& endpoint, bool consent) : m_endpoint(endpoint), m_consent(consent) {}

    void report(CrashReport r) {
        if (!m_consent) {
            keepLocal(std::move(r));
            return;
        }
        std::lock_guard<std::mutex> lk(m_mutex);
        m_uploads.push_back(std::async(std::launch::async, &CrashReporter::upload, this, std::move(r)));
    }

    std::size_t kept() const {
        std::lock_guard<std::mutex> lk(m_mutex);
        return m_local.size();
    }

private:
    void upload(CrashReport r) { m_endpoint.post(serialize(r)); }

    void keepLocal(CrashReport r) {
        std::lock_guard<std::mutex> lk(m_mutex);
        m_local.push_back(std::move(r));
    }

    Endpoint& m_endpoint;
    const bool m_consent;
    mutable std::mutex m_mutex;
    std::vector<CrashReport> m_local;
    std::vector<std::future<void>> m_uploads;
};

int main() {
    Endpoint endpoint;
    {
        CrashReporter reporter(endpoint, true);
        std::thread watcher([&reporter] { reporter.report({"indexer", 11, {"parse()", "run()"}}); });
        reporter.report({"renderer", 6, {"abort()", "draw()", "main()"}});
        watcher.join();
    }
    CrashReporter offline(endpoint, false);
    offline.report({"updater", 8, {"divide()"}});
    std::printf("%zu bytes sent, %zu kept\n", endpoint.bytes(), offline.kept());
    return 0;
}
