#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <thread>
#include <vector>

namespace sim {

class HeatPlate {
public:
    HeatPlate(std::size_t rows, std::size_t cols) : rows_(rows), cols_(cols) {
        for (auto& plane : planes_) plane = std::vector<std::atomic<double>>(rows * cols);
    }

    void heat(std::size_t row, std::size_t col, double value) {
        for (auto& plane : planes_) plane[row * cols_ + col].store(value);
    }

    void run(int steps, std::size_t workers) {
        const std::size_t band = (rows_ + workers - 1) / workers;
        std::vector<std::jthread> crew;
        for (std::size_t w = 0; w < workers; ++w) {
            const std::size_t first = w * band;
            const std::size_t last = std::min(rows_, first + band);
            crew.emplace_back([this, first, last, steps] {
                for (int s = 0; s < steps; ++s) {
                    relax(planes_[s % 2], planes_[(s + 1) % 2], first, last);
                    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // finding: planes_
                }
            });
        }
        for (std::jthread& member : crew) member.join();
        current_ = static_cast<std::size_t>(steps) % 2;
    }

    double mean() const {
        double sum = 0;
        for (const auto& cell : planes_[current_]) sum += cell.load();
        return sum / static_cast<double>(rows_ * cols_);
    }

private:
    using Plane = std::vector<std::atomic<double>>;

    void relax(const Plane& from, Plane& to, std::size_t first, std::size_t last) const {
        for (std::size_t r = first; r < last; ++r) {
            if (r == 0 || r + 1 >= rows_) continue;
            for (std::size_t c = 1; c + 1 < cols_; ++c) {
                const std::size_t i = r * cols_ + c;
                const double around = from[i - 1].load(std::memory_order_relaxed) +
                                      from[i + 1].load(std::memory_order_relaxed) +
                                      from[i - cols_].load(std::memory_order_relaxed) +
                                      from[i + cols_].load(std::memory_order_relaxed);
                to[i].store(around / 4, std::memory_order_relaxed);
            }
        }
    }

    const std::size_t rows_;
    const std::size_t cols_;
    std::array<Plane, 2> planes_;
    std::size_t current_ = 0;
};

}  // namespace sim

int main() {
    sim::HeatPlate plate(512, 512);
    for (std::size_t c = 0; c < 512; ++c) plate.heat(0, c, 100.0);
    plate.run(200, 4);
    std::printf("mean temperature %.4f\n", plate.mean());
    return 0;
}
