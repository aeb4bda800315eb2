// Health checker of a load balancer; the lambda `probe` returns the future of its std::async and the loop over the backends
// ignores it, so one slow backend delays the probes of all that follow.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

enum class Health { Unknown, Up, Down };

struct Backend {
    std::string host;
    std::chrono::milliseconds latency;
};

class HealthTable {
public:
    void set(const std::string& host, Health h) {
        std::scoped_lock lock(guard_);
        table_[host] = h;
    }
    Health get(const std::string& host) const {
        std::scoped_lock lock(guard_);
        const auto it = table_.find(host);
        return it == table_.end() ? Health::Unknown : it->second;
    }

private:
    mutable std::mutex guard_;
    std::map<std::string, Health> table_;
};

Health ping(const Backend& b, std::chrono::milliseconds timeout) {
    std::this_thread::sleep_for(std::min(b.latency, timeout));
    return b.latency <= timeout ? Health::Up : Health::Down;
}

void checkAll(const std::vector<Backend>& backends, HealthTable& table, std::chrono::milliseconds timeout) {
    auto probe = [&table, timeout](const Backend& b) {
        return std::async(std::launch::async, [&table, timeout, b] { table.set(b.host, ping(b, timeout)); });
    };

    for (const Backend& b : backends) {
        if (table.get(b.host) != Health::Down) probe(b);  // finding: 'probe'
    }
}

const char* toString(Health h) {
    switch (h) {
        case Health::Up: return "up";
        case Health::Down: return "down";
        case Health::Unknown: break;
    }
    return "unknown";
}

int main() {
    const std::vector<Backend> backends{{"app-1", 2ms}, {"app-2", 40ms}, {"app-3", 4ms}, {"app-4", 3ms}};
    HealthTable table;
    for (int round = 0; round < 2; ++round) checkAll(backends, table, 10ms);
    for (const Backend& b : backends) std::printf("%s %s\n", b.host.c_str(), toString(table.get(b.host)));
    return 0;
}
