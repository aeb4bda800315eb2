// Small signal/slot library and a thermostat that uses it; emit() walks the slots with the signal's mutex held, so a slot can't connect, disconnect or count slots of its own signal.
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace sig {

using SlotId = unsigned;

template <typename... Args>
class Signal {
public:
    using Slot = std::function<void(Args...)>;

    SlotId connect(Slot slot) {
        std::lock_guard<std::mutex> guard(m_mutex);
        const SlotId id = ++m_lastId;
        m_slots.emplace(id, std::move(slot));
        return id;
    }

    bool disconnect(SlotId id) {
        std::lock_guard<std::mutex> guard(m_mutex);
        return m_slots.erase(id) == 1;
    }

    std::size_t slotCount() const {
        std::lock_guard<std::mutex> guard(m_mutex);
        return m_slots.size();
    }

    void emit(Args... args) const {
        std::lock_guard<std::mutex> guard(m_mutex);
        for (const auto& [id, slot] : m_slots)
            slot(args...);  // finding: 'slot'
    }

private:
    mutable std::mutex m_mutex;
    std::map<SlotId, Slot> m_slots;
    SlotId m_lastId = 0;
};

}  // namespace sig

class Thermostat {
public:
    explicit Thermostat(double target) : m_target(target) {}

    sig::Signal<double>& temperatureChanged() { return m_temperatureChanged; }
    sig::Signal<bool>& heatingSwitched() { return m_heatingSwitched; }

    void reading(double celsius) {
        m_temperatureChanged.emit(celsius);
        const bool want = celsius < m_target;
        if (m_heating.exchange(want) != want)
            m_heatingSwitched.emit(want);
    }

private:
    const double m_target;
    std::atomic<bool> m_heating{false};
    sig::Signal<double> m_temperatureChanged;
    sig::Signal<bool> m_heatingSwitched;
};

sig::SlotId showOn(Thermostat& room, std::function<void(double)> display) {
    return room.temperatureChanged().connect(std::move(display));
}
