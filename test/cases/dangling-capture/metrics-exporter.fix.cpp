// Gauges of the process. The exporter's thread collects them every few seconds.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace metrics {

using Reader = std::function<long()>;

class Registry {
public:
    void add(const std::string& name, Reader reader) {
        std::lock_guard<std::mutex> lock(mutex_);
        readers_[name] = std::move(reader);
    }

    std::map<std::string, Reader> readers() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return readers_;
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, Reader> readers_;
};

Registry& registry() {
    static Registry r;
    return r;
}

class Gauge {
public:
    explicit Gauge(const std::string& name) {
        expose(name, [value = value_] { return value->load(); });
    }
    virtual ~Gauge() = default;
    Gauge(const Gauge&) = delete;
    Gauge& operator=(const Gauge&) = delete;

    void add(long n) { value_->fetch_add(n); }

private:
    static void expose(const std::string& name, Reader reader) {
        registry().add("app_" + name, std::move(reader));
    }

    const std::shared_ptr<std::atomic<long>> value_ = std::make_shared<std::atomic<long>>(0);
};

class Exporter {
public:
    explicit Exporter(std::chrono::seconds period)
        : period_(period), thread_([this] { run(); }) {}

    ~Exporter() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            stopping_ = true;
        }
        cond_.notify_one();
        thread_.join();
    }
    Exporter(const Exporter&) = delete;
    Exporter& operator=(const Exporter&) = delete;

private:
    void run() {
        while (!pause()) {
            for (const auto& [name, read] : registry().readers())
                std::cout << name << ' ' << read() << '\n';
        }
    }

    bool pause() {
        std::unique_lock<std::mutex> lock(mutex_);
        return cond_.wait_for(lock, period_, [this] { return stopping_; });
    }

    const std::chrono::seconds period_;
    std::mutex mutex_;
    std::condition_variable cond_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace metrics

class ImportGauge : public metrics::Gauge {
public:
    explicit ImportGauge(const std::string& table) : Gauge("import_rows_" + table) {}
};

void importTable(const std::string& table, const std::vector<std::string>& rows,
                 const std::function<void(const std::string&)>& insert) {
    ImportGauge gauge(table);
    for (const std::string& row : rows) {
        insert(row);
        gauge.add(1);
    }
}

int main() {
    metrics::registry();
    metrics::Exporter exporter(std::chrono::seconds(5));
    const auto insert = [](const std::string& row) {
        std::this_thread::sleep_for(std::chrono::milliseconds(500 * row.size()));
    };
    importTable("cities", {"Bern", "Oslo", "Riga"}, insert);
    importTable("rivers", {"Aare", "Glomma", "Daugava"}, insert);
    importTable("lakes", {"Thunersee", "Femunden"}, insert);
}
