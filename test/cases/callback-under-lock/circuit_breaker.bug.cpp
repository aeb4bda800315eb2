// Circuit breaker for a remote service with a state-change hook; the hook is run from moveTo(), which every public method calls with the breaker's mutex held, so a hook that asks state() never returns.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

enum class BreakerState { Closed, Open, HalfOpen };

class CircuitBreaker {
public:
    // Must not throw.
    using StateHook = std::function<void(BreakerState from, BreakerState to)>;

    CircuitBreaker(int failureLimit, std::uint64_t coolDownMs, StateHook onStateChange)
        : m_failureLimit(failureLimit), m_coolDownMs(coolDownMs), m_onStateChange(std::move(onStateChange)) {}

    bool tryEnter(std::uint64_t nowMs) {
        std::lock_guard<std::mutex> lock(m_mutex);
        if (m_state == BreakerState::Open && nowMs >= m_retryAtMs)
            moveTo(BreakerState::HalfOpen);
        return m_state != BreakerState::Open;
    }

    void succeeded() {
        std::lock_guard<std::mutex> lock(m_mutex);
        m_failures = 0;
        moveTo(BreakerState::Closed);
    }

    void failed(std::uint64_t nowMs) {
        std::lock_guard<std::mutex> lock(m_mutex);
        if (++m_failures < m_failureLimit && m_state != BreakerState::HalfOpen)
            return;
        m_retryAtMs = nowMs + m_coolDownMs;
        moveTo(BreakerState::Open);
    }

    BreakerState state() const {
        std::lock_guard<std::mutex> lock(m_mutex);
        return m_state;
    }

private:
    void moveTo(BreakerState next) {
        const BreakerState previous = std::exchange(m_state, next);
        if (previous != next && m_onStateChange)
            m_onStateChange(previous, next);  // finding: 'm_onStateChange'
    }

    const int m_failureLimit;
    const std::uint64_t m_coolDownMs;
    const StateHook m_onStateChange;
    mutable std::mutex m_mutex;
    BreakerState m_state = BreakerState::Closed;
    int m_failures = 0;
    std::uint64_t m_retryAtMs = 0;
};
