// Heat diffusion computed by bands in lockstep; the last thread at the barrier opens the next generation but wakes one peer only.
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

class StepBarrier {
public:
    explicit StepBarrier(int parties) : parties(parties), missing(parties) {}

    void arriveAndWait() {
        std::unique_lock<std::mutex> lk(mu);
        if (--missing == 0) {
            openNext();
            return;
        }
        const unsigned long mine = generation;
        turned.wait(lk, [&] { return generation != mine; });
    }

private:
    // mu is held
    void openNext() {
        missing = parties;
        ++generation;
        turned.notify_one();  // finding: 'turned'
    }

    std::mutex mu;
    std::condition_variable turned;
    const int parties;
    int missing;
    unsigned long generation = 0;
};

struct Rod {
    explicit Rod(std::size_t cells) : now(cells, 0.0), next(cells, 0.0) {
        now.front() = next.front() = 100.0;
    }
    std::vector<double> now;
    std::vector<double> next;
};

struct Band {
    std::size_t first;
    std::size_t last;  // exclusive
};

static void diffuse(Rod& rod, Band band) {
    for (std::size_t i = band.first; i < band.last; ++i)
        rod.next[i] = rod.now[i] + 0.25 * (rod.now[i - 1] - 2 * rod.now[i] + rod.now[i + 1]);
}

static void commit(Rod& rod, Band band) {
    for (std::size_t i = band.first; i < band.last; ++i) rod.now[i] = rod.next[i];
}

static void simulate(Rod& rod, Band band, int steps, StepBarrier& barrier) {
    for (int s = 0; s < steps; ++s) {
        diffuse(rod, band);
        barrier.arriveAndWait();
        commit(rod, band);
        barrier.arriveAndWait();
    }
}

int main() {
    constexpr int kThreads = 4;
    constexpr std::size_t kPerBand = 250;
    Rod rod(kThreads * kPerBand + 2);
    StepBarrier barrier(kThreads);

    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        Band band{1 + t * kPerBand, 1 + (t + 1) * kPerBand};
        threads.emplace_back([&rod, &barrier, band] { simulate(rod, band, 500, barrier); });
    }
    for (auto& t : threads) t.join();
    std::printf("cell 1: %.3f, cell 10: %.3f\n", rod.now[1], rod.now[10]);
}
