#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace office {

struct PrintJob {
    std::string document;
    int copies = 1;
};

class PrintSpooler {
public:
    explicit PrintSpooler(std::string device) : device_(std::move(device)) {
        std::thread(&PrintSpooler::run, this).detach();  // finding: this
    }

    PrintSpooler(const PrintSpooler&) = delete;
    PrintSpooler& operator=(const PrintSpooler&) = delete;

    ~PrintSpooler() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
    }

    void submit(PrintJob job) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            jobs_.push_back(std::move(job));
        }
        wake_.notify_one();
    }

    std::size_t waiting() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return jobs_.size();
    }

private:
    void run() {
        for (;;) {
            PrintJob job;
            {
                std::unique_lock<std::mutex> lock(mutex_);
                wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
                if (stopping_) return;
                job = std::move(jobs_.front());
                jobs_.pop_front();
            }
            print(job);
        }
    }

    void print(const PrintJob& job) const {
        std::FILE* out = std::fopen(device_.c_str(), "w");
        if (!out) return;
        for (int copy = 0; copy < job.copies; ++copy) std::fprintf(out, "%s\f", job.document.c_str());
        std::fclose(out);
    }

    const std::string device_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<PrintJob> jobs_;
    bool stopping_ = false;
};

class PrintDialog {
public:
    void choosePrinter(const std::string& device) { spooler_ = std::make_unique<PrintSpooler>(device); }

    bool print(const std::string& document, int copies) {
        if (!spooler_) return false;
        spooler_->submit({document, copies});
        return true;
    }

    void close() { spooler_.reset(); }

private:
    std::unique_ptr<PrintSpooler> spooler_;
};

}  // namespace office
