// Circuit breaker for a remote service with a state-change hook; moveTo() only queues the change, and the queue is delivered in order after the breaker's mutex was released.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <deque>
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
        bool admitted;
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            if (m_state == BreakerState::Open && nowMs >= m_retryAtMs)
                moveTo(BreakerState::HalfOpen);
            admitted = m_state != BreakerState::Open;
        }
        deliver();
        return admitted;
    }

    void succeeded() {
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            m_failures = 0;
            moveTo(BreakerState::Closed);
        }
        deliver();
    }

    void failed(std::uint64_t nowMs) {
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            if (++m_failures < m_failureLimit && m_state != BreakerState::HalfOpen)
                return;
            m_retryAtMs = nowMs + m_coolDownMs;
            moveTo(BreakerState::Open);
        }
        deliver();
    }

    BreakerState state() const {
        std::lock_guard<std::mutex> lock(m_mutex);
        return m_state;
    }

private:
    void moveTo(BreakerState next) {
        const BreakerState previous = std::exchange(m_state, next);
        if (previous != next && m_onStateChange)
            m_changes.emplace_back(previous, next);
    }

    // One thread at a time delivers; the others leave their changes to it.
    void deliver() {
        std::unique_lock<std::mutex> lock(m_mutex);
        if (m_delivering)
            return;
        m_delivering = true;
        while (!m_changes.empty()) {
            const auto [from, to] = m_changes.front();
            m_changes.pop_front();
            lock.unlock();
            m_onStateChange(from, to);
            lock.lock();
        }
        m_delivering = false;
    }

    const int m_failureLimit;
    const std::uint64_t m_coolDownMs;
    const StateHook m_onStateChange;
    mutable std::mutex m_mutex;
    BreakerState m_state = BreakerState::Closed;
    int m_failures = 0;
    std::uint64_t m_retryAtMs = 0;
    std::deque<std::pair<BreakerState, BreakerState>> m_changes;
    bool m_delivering = false;
};
