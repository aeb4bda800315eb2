// Jacobi iteration on a grid; the threads meet at a barrier after every sweep.
#include <cassert>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <pthread.h>

namespace stencil {

struct Verdict {
    int rc = 0;
    bool bad() const { return rc != 0; }
};

// Says so on stderr, and leaves the decision to the caller's counter.
void logIfBad(const Verdict& v, const char* what, unsigned& problems) {
    if (v.bad()) {
        std::fprintf(stderr, "stencil: %s: %d\n", what, v.rc);
        ++problems;
    }
}

class Barrier {
public:
    explicit Barrier(unsigned n) {
        const int rc = pthread_barrier_init(&b_, nullptr, n);
        assert(rc == 0);
        (void)rc;
    }
    ~Barrier() {
        const int rc = pthread_barrier_destroy(&b_);
        assert(rc == 0);
        (void)rc;
    }
    Barrier(const Barrier&) = delete;
    Barrier& operator=(const Barrier&) = delete;

    void arrive() {
        const int rc = pthread_barrier_wait(&b_);
        assert(rc == 0 || rc == PTHREAD_BARRIER_SERIAL_THREAD);
        (void)rc;
    }

private:
    pthread_barrier_t b_;
};

class Grid {
public:
    Grid(std::size_t w, std::size_t h) : w_(w), h_(h), now_(w * h), next_(w * h) {}

    void set(std::size_t x, std::size_t y, double v) { now_[y * w_ + x] = next_[y * w_ + x] = v; }
    double at(std::size_t x, std::size_t y) const { return now_[y * w_ + x]; }
    std::size_t rows() const { return h_; }

    void sweep(std::size_t from, std::size_t to) {
        for (std::size_t y = from; y < to; ++y)
            for (std::size_t x = 1; x + 1 < w_; ++x)
                next_[y * w_ + x] = (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)) / 4;
    }
    void flip() { now_.swap(next_); }

private:
    std::size_t w_, h_;
    std::vector<double> now_, next_;
};

// Smooths the grid in two halves; false if the helper thread wasn't to be had.
class Solver {
public:
    explicit Solver(Grid& grid) : grid_(grid), swept_(2), flipped_(2) {}

    bool run(unsigned sweeps) {
        sweeps_ = sweeps;
        unsigned problems = 0;
        pthread_t helper;
        Verdict started{pthread_create(&helper, nullptr, &Solver::entry, this)};
        logIfBad(started, "create", problems);
        if (problems > 0)
            return false;
        const std::size_t half = grid_.rows() / 2;
        for (unsigned i = 0; i < sweeps_; ++i) {
            grid_.sweep(half, grid_.rows() - 1);
            swept_.arrive();
            grid_.flip();
            flipped_.arrive();
        }
        Verdict joined{pthread_join(helper, nullptr)};
        logIfBad(joined, "join", problems);
        return problems == 0;
    }

private:
    static void* entry(void* self) {
        static_cast<Solver*>(self)->lowerHalf();
        return nullptr;
    }

    void lowerHalf() {
        for (unsigned i = 0; i < sweeps_; ++i) {
            grid_.sweep(1, grid_.rows() / 2);
            swept_.arrive();
            flipped_.arrive();
        }
    }

    Grid& grid_;
    Barrier swept_;
    Barrier flipped_;
    unsigned sweeps_ = 0;
};

}  // namespace stencil
