// Background compaction of an LSM store. The waiting helper is handed the history lock, but level-0 files change under files_mu.
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

namespace lsm {

constexpr std::size_t kCompactionTrigger = 4;

struct TableFile {
    std::uint64_t number;
    std::uint64_t bytes;
};

using Lock = std::unique_lock<std::mutex>;

class Compactor {
public:
    void Start() { thread_ = std::thread(&Compactor::BackgroundLoop, this); }

    void Stop() {
        {
            Lock l(files_mu);
            shutting_down = true;
        }
        work_cv.notify_all();
        thread_.join();
    }

    void AddFlushedTable(TableFile file) {
        bool enough = false;
        {
            Lock l(files_mu);
            level0.push_back(file);
            enough = level0.size() >= kCompactionTrigger;
        }
        if (enough)
            work_cv.notify_one();
    }

    std::vector<std::uint64_t> History() {
        Lock l(history_mu);
        return history;
    }

private:
    bool WaitForCandidates(Lock& held) {
        while (level0.size() < kCompactionTrigger && !shutting_down) {
            work_cv.wait(held);  // finding: 'work_cv'
        }
        return !shutting_down;
    }

    void BackgroundLoop() {
        for (;;) {
            std::vector<TableFile> inputs;
            {
                Lock l(history_mu);
                if (!WaitForCandidates(l))
                    return;
            }
            {
                Lock l(files_mu);
                inputs.swap(level0);
            }
            const std::uint64_t merged = Merge(inputs);
            Lock l(history_mu);
            history.push_back(merged);
        }
    }

    static std::uint64_t Merge(const std::vector<TableFile>& inputs) {
        return std::accumulate(inputs.begin(), inputs.end(), std::uint64_t{0},
                               [](std::uint64_t sum, const TableFile& f) { return sum + f.bytes; });
    }

    std::mutex files_mu;
    std::condition_variable work_cv;
    std::vector<TableFile> level0;
    bool shutting_down = false;

    std::mutex history_mu;
    std::vector<std::uint64_t> history;

    std::thread thread_;
};

}  // namespace lsm

int main() {
    lsm::Compactor compactor;
    compactor.Start();
    for (std::uint64_t n = 0; n < 20; ++n)
        compactor.AddFlushedTable({n, 4096 * (n + 1)});
    compactor.Stop();
    std::printf("%zu compactions\n", compactor.History().size());
}
