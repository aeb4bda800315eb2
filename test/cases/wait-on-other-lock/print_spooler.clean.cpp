// Print spooler: jobs and receipts have a mutex and a condition variable each; the ink level is looked at after the wait, under its own lock.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>

struct PrintJob {
    int ticket = 0;
    std::string document;
};

class Spooler {
public:
    Spooler() : printer_([this] { printLoop(); }) {}

    ~Spooler() {
        {
            std::lock_guard<std::mutex> lock(jobMutex_);
            closing_ = true;
        }
        jobQueued_.notify_all();
        printer_.join();
    }

    Spooler(const Spooler&) = delete;
    Spooler& operator=(const Spooler&) = delete;

    int enqueue(std::string document) {
        int ticket = 0;
        {
            std::lock_guard<std::mutex> lock(jobMutex_);
            ticket = nextTicket_++;
            jobs_.push_back({ticket, std::move(document)});
        }
        jobQueued_.notify_one();
        return ticket;
    }

    int awaitReceipt(int ticket) {
        std::unique_lock<std::mutex> lock(receiptMutex_);
        receiptWritten_.wait(lock, [&] { return receipts_.count(ticket) != 0; });
        const int pages = receipts_.at(ticket);
        receipts_.erase(ticket);
        return pages;
    }

    void refill(int units) {
        std::lock_guard<std::mutex> lock(inkMutex_);
        ink_ += units;
    }

private:
    bool takeJob(PrintJob& job, bool& draft) {
        std::unique_lock<std::mutex> lock(jobMutex_);
        jobQueued_.wait(lock, [this] { return !jobs_.empty() || closing_; });
        if (jobs_.empty())
            return false;
        job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();

        std::lock_guard<std::mutex> inkLock(inkMutex_);
        draft = ink_ < kDraftBelow;
        if (!draft)
            ink_ -= 2;
        return true;
    }

    void printLoop() {
        PrintJob job;
        bool draft = false;
        while (takeJob(job, draft)) {
            const int pages = static_cast<int>(job.document.size() / (draft ? 80 : 40)) + 1;
            {
                std::lock_guard<std::mutex> lock(receiptMutex_);
                receipts_[job.ticket] = pages;
            }
            receiptWritten_.notify_all();
        }
    }

    static constexpr int kDraftBelow = 10;

    std::mutex jobMutex_;
    std::condition_variable jobQueued_;
    std::deque<PrintJob> jobs_;
    int nextTicket_ = 1;
    bool closing_ = false;

    std::mutex receiptMutex_;
    std::condition_variable receiptWritten_;
    std::map<int, int> receipts_;

    std::mutex inkMutex_;
    int ink_ = 15;

    std::thread printer_;
};

int main() {
    Spooler spooler;
    const int first = spooler.enqueue(std::string(300, 'x'));
    const int second = spooler.enqueue(std::string(500, 'y'));
    spooler.refill(5);
    const int pages = spooler.awaitReceipt(second) + spooler.awaitReceipt(first);
    std::printf("%d pages\n", pages);
}
