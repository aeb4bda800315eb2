// Motion controller of a pick-and-place machine. finishProgram() waits for the axes to settle under the axis mutex.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Axis {
    double position = 0.0;
    double limit = 0.0;
};

class MotionController {
public:
    explicit MotionController(const std::vector<double>& limits) {
        for (double limit : limits)
            m_axes.push_back({0.0, limit});
    }

    MotionController(const MotionController&) = delete;
    MotionController& operator=(const MotionController&) = delete;

    void beginMove() {
        std::lock_guard<std::mutex> lock(m_axisMutex);
        ++m_moving;
    }

    // Reports the end of a move; false if the axis ran into its limit.
    bool endMove(std::size_t axis, double position) {
        bool inRange = false;
        {
            std::lock_guard<std::mutex> lock(m_axisMutex);
            m_axes[axis].position = position;
            inRange = position <= m_axes[axis].limit;
            --m_moving;
        }
        m_settled.notify_all();
        return inRange;
    }

    void emergencyStop() {
        {
            std::lock_guard<std::mutex> lock(m_axisMutex);
            m_halted = true;
        }
        m_settled.notify_all();
    }

    // Polled by the status light, which must never block.
    unsigned movingAxes() const { return m_moving.load(); }

    void loadProgram(const std::string& name) {
        std::lock_guard<std::mutex> lock(m_programMutex);
        m_program = name;
        m_phase = "running";
    }

    std::vector<double> finishProgram() {
        setPhase("settling");
        std::vector<double> positions;
        {
            std::unique_lock<std::mutex> lock(m_axisMutex);
            m_settled.wait(lock, [this] { return m_moving == 0 || m_halted; });
            for (const Axis& axis : m_axes)
                positions.push_back(axis.position);
        }
        setPhase("done");
        return positions;
    }

    std::string describe() const {
        std::lock_guard<std::mutex> lock(m_programMutex);
        return m_program + " (" + m_phase + ")";
    }

private:
    void setPhase(const char* phase) {
        std::lock_guard<std::mutex> lock(m_programMutex);
        m_phase = phase;
    }

    std::mutex m_axisMutex;
    std::vector<Axis> m_axes;
    std::atomic<unsigned> m_moving{0};
    std::atomic<bool> m_halted{false};
    std::condition_variable m_settled;

    mutable std::mutex m_programMutex;
    std::string m_program;
    std::string m_phase = "idle";
};

static void driveAxis(MotionController& controller, std::size_t axis, double target) {
    double position = 0.0;
    while (position < target)
        position += 0.25;
    if (!controller.endMove(axis, position))
        controller.emergencyStop();
}

int main() {
    MotionController controller({120.0, 80.0, 30.0});
    controller.loadProgram("feeder-7");
    std::vector<std::thread> axes;
    for (std::size_t i = 0; i < 3; ++i) {
        controller.beginMove();
        axes.emplace_back(driveAxis, std::ref(controller), i, 20.0 + 4.0 * static_cast<double>(i));
    }
    const std::vector<double> positions = controller.finishProgram();
    for (std::thread& axis : axes)
        axis.join();
    std::printf("%s: x=%.2f, %u moving\n", controller.describe().c_str(), positions[0], controller.movingAxes());
}
