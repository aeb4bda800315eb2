// Build farm's job list with two priorities; submit() locks its guard for both kinds of job.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace farm {

enum class priority { normal, urgent };

struct job {
    std::string target;
    priority prio = priority::normal;
};

class job_list {
public:
    void submit(job j) {
        std::unique_lock<std::mutex> lk(mtx_, std::defer_lock);
        if (j.prio == priority::urgent) {
            lk.lock();
            ++urgent_waiting_;
            jobs_.push_front(std::move(j));
            lk.unlock();
        } else {
            lk.lock();
            jobs_.push_back(std::move(j));
            lk.unlock();
        }
        changed_.notify_one();
    }

    void close() {
        {
            std::lock_guard<std::mutex> lk(mtx_);
            closed_ = true;
        }
        changed_.notify_all();
    }

    std::optional<job> next() {
        std::unique_lock<std::mutex> lk(mtx_);
        changed_.wait(lk, [this] { return closed_ || !jobs_.empty(); });
        if (jobs_.empty())
            return std::nullopt;
        job j = std::move(jobs_.front());
        jobs_.pop_front();
        if (j.prio == priority::urgent)
            --urgent_waiting_;
        return j;
    }

    int urgent_waiting() {
        std::lock_guard<std::mutex> lk(mtx_);
        return urgent_waiting_;
    }

private:
    std::mutex mtx_;
    std::condition_variable changed_;
    std::deque<job> jobs_;
    int urgent_waiting_ = 0;
    bool closed_ = false;
};

}  // namespace farm

int main() {
    farm::job_list jobs;
    std::vector<std::size_t> built(2, 0);
    std::vector<std::thread> builders;
    for (std::size_t b = 0; b < built.size(); ++b) {
        builders.emplace_back([&jobs, &count = built[b]] {
            while (auto j = jobs.next())
                count += j->target.empty() ? 0 : 1;
        });
    }
    for (int i = 0; i < 40; ++i)
        jobs.submit({"//lib:part" + std::to_string(i), i % 5 ? farm::priority::normal : farm::priority::urgent});
    jobs.close();
    for (auto& builder : builders)
        builder.join();
    std::printf("built %zu, %d urgent left\n", built[0] + built[1], jobs.urgent_waiting());
}
