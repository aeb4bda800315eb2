// Polls temperature sensors in the background and keeps the latest reading of each.
#include <chrono>
#include <condition_variable>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Sensor {
    std::string name;
    double offset;

    double sample(int round) const { return 20.0 + offset + 0.1 * (round % 7); }
};

struct Reading {
    double celsius = 0;
    int round = 0;
};

class SensorHub {
public:
    explicit SensorHub(std::vector<Sensor> sensors) : m_sensors(std::move(sensors)) {
        m_poller = std::thread([this] { pollLoop(); });
    }

    SensorHub(const SensorHub&) = delete;
    SensorHub& operator=(const SensorHub&) = delete;

    ~SensorHub() {
        {
            std::lock_guard lock(m_mutex);
            m_quit = true;
        }
        m_quitCond.notify_all();
        m_poller.join();
    }

    std::optional<Reading> latest(const std::string& name) const {
        std::lock_guard lock(m_mutex);
        auto it = m_latest.find(name);
        if (it == m_latest.end()) {
            return std::nullopt;
        }
        return it->second;
    }

private:
    void pollLoop() {
        for (int round = 0; !quitAfter(std::chrono::milliseconds(round == 0 ? 0 : 20)); ++round) {
            pollOnce(round);
        }
    }

    void pollOnce(int round) {
        for (const Sensor& sensor : m_sensors) {
            store(sensor.name, Reading{sensor.sample(round), round});
        }
    }

    void store(const std::string& name, Reading reading) {
        std::lock_guard lock(m_mutex);
        m_latest[name] = reading;
    }

    bool quitAfter(std::chrono::milliseconds pause) {
        std::unique_lock lock(m_mutex);
        return m_quitCond.wait_for(lock, pause, [this] { return m_quit; });
    }

    std::vector<Sensor> m_sensors;
    mutable std::mutex m_mutex;
    std::condition_variable m_quitCond;
    bool m_quit = false;
    std::map<std::string, Reading> m_latest;
    std::thread m_poller;
};

int main() {
    SensorHub hub({{"inlet", 0.5}, {"outlet", 3.25}, {"ambient", -1.0}});
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    if (auto reading = hub.latest("outlet")) {
        std::cout << "outlet " << reading->celsius << " C in round " << reading->round << '\n';
    }
    return 0;
}
