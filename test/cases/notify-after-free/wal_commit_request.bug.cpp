// Write-ahead log with a flusher thread; a committing transaction deletes its request when it is durable, while the flusher notifies it without the lock.
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct CommitRequest {
    explicit CommitRequest(std::string rec) : record(std::move(rec)) {}

    std::string record;
    std::mutex mu;
    std::condition_variable durable;
    std::uint64_t lsn = 0;  // 0: not yet written
};

class WriteAheadLog {
public:
    void start() { flusher = std::thread(&WriteAheadLog::flushLoop, this); }

    void stop() {
        {
            std::lock_guard<std::mutex> l(mu);
            stopping = true;
            work.notify_all();
        }
        flusher.join();
    }

    void submit(CommitRequest* req) {
        std::lock_guard<std::mutex> l(mu);
        batch.push_back(req);
        work.notify_one();
    }

private:
    void flushLoop() {
        std::vector<CommitRequest*> writing;
        while (collect(writing)) {
            for (CommitRequest* req : writing) image += req->record + '\n';
            for (CommitRequest* req : writing) acknowledge(req, ++lastLsn);
            writing.clear();
        }
    }

    bool collect(std::vector<CommitRequest*>& out) {
        std::unique_lock<std::mutex> l(mu);
        while (batch.empty() && !stopping) work.wait(l);
        out.swap(batch);
        return !out.empty();
    }

    static void acknowledge(CommitRequest* req, std::uint64_t lsn) {
        req->mu.lock();
        req->lsn = lsn;
        req->mu.unlock();
        req->durable.notify_one();  // finding: 'req->durable'
    }

    std::mutex mu;
    std::condition_variable work;
    std::vector<CommitRequest*> batch;
    bool stopping = false;
    std::string image;           // flusher only
    std::uint64_t lastLsn = 0;   // flusher only
    std::thread flusher;
};

static std::uint64_t awaitDurable(CommitRequest& req) {
    std::unique_lock<std::mutex> l(req.mu);
    req.durable.wait(l, [&req] { return req.lsn != 0; });
    return req.lsn;
}

static std::uint64_t commit(WriteAheadLog& wal, const std::string& record) {
    auto* req = new CommitRequest(record);
    wal.submit(req);
    const std::uint64_t lsn = awaitDurable(*req);
    delete req;
    return lsn;
}

int main() {
    WriteAheadLog wal;
    wal.start();
    std::vector<std::thread> clients;
    std::vector<std::uint64_t> last(3);
    for (std::size_t c = 0; c < last.size(); ++c)
        clients.emplace_back([&wal, &last, c] {
            for (int n = 0; n < 50; ++n)
                last[c] = commit(wal, "client " + std::to_string(c) + " row " + std::to_string(n));
        });
    for (auto& c : clients) c.join();
    wal.stop();
    for (auto lsn : last) std::printf("last lsn %llu\n", static_cast<unsigned long long>(lsn));
}
