// Scheduler with lanes: parallel arrays of mutexes and condition variables, each pair used with the same index.
#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class LaneScheduler {
public:
    static constexpr std::size_t kLanes = 3;
    using Task = std::function<void()>;

    LaneScheduler() {
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            threads_.emplace_back([this, lane] { serve(lane); });
    }

    ~LaneScheduler() {
        for (std::size_t i = 0; i < kLanes; ++i) {
            {
                std::lock_guard<std::mutex> lock(mutexes_[i]);
                closed_[i] = true;
            }
            conditions_[i].notify_all();
        }
        for (auto& thread : threads_)
            thread.join();
    }

    LaneScheduler(const LaneScheduler&) = delete;
    LaneScheduler& operator=(const LaneScheduler&) = delete;

    void post(std::size_t key, Task task) {
        const std::size_t lane = key % kLanes;
        {
            std::lock_guard<std::mutex> lock(mutexes_[lane]);
            tasks_[lane].push_back(std::move(task));
        }
        conditions_[lane].notify_one();
    }

    // Hands the waiting work of one lane to another one.
    void rebalance(std::size_t from, std::size_t to) {
        if (from == to)
            return;
        {
            std::scoped_lock both(mutexes_[from], mutexes_[to]);
            while (tasks_[from].size() > tasks_[to].size() + 1) {
                tasks_[to].push_back(std::move(tasks_[from].back()));
                tasks_[from].pop_back();
            }
        }
        conditions_[to].notify_one();
    }

private:
    bool take(std::size_t lane, Task& task) {
        std::mutex& mutex = mutexes_[lane];
        auto& queue = tasks_[lane];
        std::unique_lock<std::mutex> lock(mutex);
        conditions_[lane].wait(lock, [&] { return !queue.empty() || closed_[lane]; });
        if (queue.empty())
            return false;
        task = std::move(queue.front());
        queue.pop_front();
        return true;
    }

    void serve(std::size_t index) {
        Task task;
        while (take(index, task))
            task();
    }

    std::array<std::mutex, kLanes> mutexes_;
    std::array<std::condition_variable, kLanes> conditions_;
    std::array<std::deque<Task>, kLanes> tasks_;
    std::array<bool, kLanes> closed_{};
    std::vector<std::thread> threads_;
};

int main() {
    std::array<int, LaneScheduler::kLanes * 4> squares{};
    {
        LaneScheduler scheduler;
        for (std::size_t i = 0; i < squares.size(); ++i)
            scheduler.post(i, [&squares, i] { squares[i] = static_cast<int>(i * i); });
        scheduler.rebalance(0, 2);
    }
    int sum = 0;
    for (const int square : squares)
        sum += square;
    std::printf("sum %d\n", sum);
}
