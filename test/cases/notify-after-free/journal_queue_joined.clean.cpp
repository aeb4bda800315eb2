// Audit journal with a worker thread: the producer notifies after unlocking, and also the flush is notified unlocked, but the journal outlives all of its users.
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class AuditJournal {
public:
    AuditJournal() : writer_(&AuditJournal::writeLoop, this) {}
    AuditJournal(const AuditJournal&) = delete;
    AuditJournal& operator=(const AuditJournal&) = delete;

    ~AuditJournal() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            closing_ = true;
        }
        arrived_.notify_one();
        writer_.join();
    }

    void append(std::string entry) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            incoming_.push_back(std::move(entry));
            ++accepted_;
        }
        arrived_.notify_one();
    }

    // Waits until everything that was appended before is written.
    void flush() {
        std::unique_lock<std::mutex> lock(mutex_);
        const std::size_t goal = accepted_;
        written_cond_.wait(lock, [&] { return written_ >= goal; });
    }

    std::size_t written() {
        std::lock_guard<std::mutex> lock(mutex_);
        return written_;
    }

private:
    void writeLoop() {
        std::vector<std::string> batch;
        for (;;) {
            {
                std::unique_lock<std::mutex> lock(mutex_);
                arrived_.wait(lock, [this] { return closing_ || !incoming_.empty(); });
                if (incoming_.empty()) return;
                batch.swap(incoming_);
            }
            for (const auto& entry : batch) std::printf("audit: %s\n", entry.c_str());
            {
                std::lock_guard<std::mutex> lock(mutex_);
                written_ += batch.size();
            }
            written_cond_.notify_all();
            batch.clear();
        }
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::condition_variable written_cond_;
    std::vector<std::string> incoming_;
    std::size_t accepted_ = 0;
    std::size_t written_ = 0;
    bool closing_ = false;
    std::thread writer_;
};

static void session(AuditJournal& journal, int user) {
    for (int i = 0; i < 5; ++i) journal.append("user " + std::to_string(user) + " action " + std::to_string(i));
    journal.flush();
}

int main() {
    AuditJournal journal;
    std::vector<std::thread> sessions;
    for (int u = 0; u < 3; ++u) sessions.emplace_back(session, std::ref(journal), u);
    for (auto& s : sessions) s.join();
    const std::size_t n = journal.written();
    std::printf("%zu entries\n", n);
    return n == 15 ? 0 : 1;
}
