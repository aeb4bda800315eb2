// Memory budget of a query executor; operators reserve under a lock, monitors read the used bytes without it.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

class MemoryBudget {
public:
    class Reservation {
    public:
        Reservation(MemoryBudget& budget, std::size_t bytes) : m_budget(&budget), m_bytes(bytes) {}
        Reservation(Reservation&& o) noexcept : m_budget(std::exchange(o.m_budget, nullptr)), m_bytes(o.m_bytes) {}
        Reservation& operator=(Reservation&&) = delete;
        ~Reservation() {
            if (m_budget) m_budget->giveBack(m_bytes);
        }

    private:
        MemoryBudget* m_budget;
        std::size_t m_bytes;
    };

    explicit MemoryBudget(std::size_t cap) : m_cap(cap) {}

    std::optional<Reservation> reserve(std::size_t bytes) {
        std::lock_guard<std::mutex> lock(m_mutex);
        if (!fits(bytes)) return std::nullopt;
        m_used += bytes;
        return std::optional<Reservation>(std::in_place, *this, bytes);
    }

    std::size_t used() const { return m_used; }

private:
    bool fits(std::size_t bytes) const { return m_used + bytes <= m_cap; }
    void giveBack(std::size_t bytes) {
        std::lock_guard<std::mutex> lock(m_mutex);
        m_used -= bytes;
    }

    const std::size_t m_cap;
    std::mutex m_mutex;  // for changes of m_used
    std::atomic<std::size_t> m_used{0};
};

class HashJoin {
public:
    HashJoin(MemoryBudget& budget, std::size_t rows) : m_budget(budget), m_rows(rows) {}

    // Number of rows that had to be spilled.
    std::size_t run() {
        std::size_t spilled = 0;
        for (std::size_t row = 0; row < m_rows; row += kBatch) {
            if (auto memory = m_budget.reserve(kBatch * kRowBytes))
                build(row);
            else
                spilled += kBatch;
        }
        return spilled;
    }

private:
    static constexpr std::size_t kBatch = 16;
    static constexpr std::size_t kRowBytes = 64;
    void build(std::size_t row) { m_hash = m_hash * 31 + row; }

    MemoryBudget& m_budget;
    std::size_t m_rows;
    std::size_t m_hash = 17;
};

int main() {
    MemoryBudget budget(2048);
    std::vector<std::thread> operators;
    for (std::size_t i = 1; i <= 4; ++i)
        operators.emplace_back([&budget, i] {
            HashJoin join(budget, 64 * i);
            std::printf("join %zu spilled %zu rows\n", i, join.run());
        });
    std::printf("in use now: %zu\n", budget.used());
    for (auto& t : operators) t.join();
    return budget.used() == 0 ? 0 : 1;
}
