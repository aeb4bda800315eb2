// Controller of a milling machine with a table of commands; execute() runs the table's entry under the machine's mutex, and the table is filled by the constructor alone, with bodies that work on the state already locked.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct MachineState {
    int x = 0;
    int y = 0;
    int spindleRpm = 0;
    bool coolant = false;
    std::vector<std::string> faults;
};

class MillController {
public:
    MillController() {
        m_commands["move-x"] = [this](int arg) { m_state.x = clampToBed(m_state.x + arg); };
        m_commands["move-y"] = [this](int arg) { m_state.y = clampToBed(m_state.y + arg); };
        m_commands["spindle"] = [this](int arg) { setSpindle(arg); };
        m_commands["coolant"] = [this](int arg) { m_state.coolant = arg != 0; };
        m_commands["home"] = [this](int) {
            setSpindle(0);
            m_state.x = m_state.y = 0;
        };
        m_onFault = [this](const std::string& what) {
            m_state.faults.push_back(what);
            m_state.spindleRpm = 0;
        };
    }
    MillController(const MillController&) = delete;
    MillController& operator=(const MillController&) = delete;

    bool execute(const std::string& name, int arg) {
        std::lock_guard<std::mutex> lock(m_mutex);
        auto it = m_commands.find(name);
        if (it == m_commands.end()) {
            m_onFault("unknown command " + name);
            return false;
        }
        it->second(arg);
        ++m_executed;
        return true;
    }

    void runAll(const std::vector<std::pair<std::string, int>>& program) {
        for (const auto& [name, arg] : program)
            if (!execute(name, arg))
                break;
    }

    MachineState snapshot() const {
        std::lock_guard<std::mutex> lock(m_mutex);
        return m_state;
    }

    unsigned executed() const {
        std::lock_guard<std::mutex> lock(m_mutex);
        return m_executed;
    }

private:
    static int clampToBed(int value) { return std::clamp(value, 0, 4000); }

    void setSpindle(int rpm) {
        if (rpm > 24000)
            m_onFault("spindle overspeed");
        else
            m_state.spindleRpm = rpm;
    }

    mutable std::mutex m_mutex;
    MachineState m_state;
    unsigned m_executed = 0;
    std::map<std::string, std::function<void(int)>> m_commands;
    std::function<void(const std::string&)> m_onFault;
};

int main() {
    MillController mill;
    std::thread program([&mill] {
        mill.runAll({{"spindle", 8000}, {"coolant", 1}, {"move-x", 120}, {"move-y", 75}, {"home", 0}});
    });
    mill.execute("spindle", 30000);
    mill.execute("engrave", 1);
    program.join();
    const MachineState state = mill.snapshot();
    std::printf("at %d,%d, %u commands, %zu faults\n", state.x, state.y, mill.executed(), state.faults.size());
    return 0;
}
