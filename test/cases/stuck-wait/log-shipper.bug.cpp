// Ships log lines to a collector in batches; a rest that is less than a batch keeps the shipper waiting when it is to close.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Collector {
public:
    void send(const std::vector<std::string>& batch) {
        for (const auto& line : batch)
            std::printf("-> %s\n", line.c_str());
    }
};

class LogShipper {
public:
    LogShipper(Collector& c, std::size_t batchSize) : collector_(c), batchSize_(batchSize) {
        worker_ = std::thread(&LogShipper::run, this);
    }

    ~LogShipper() { shutdown(); }

    LogShipper(const LogShipper&) = delete;
    LogShipper& operator=(const LogShipper&) = delete;

    void append(std::string line) {
        {
            std::lock_guard<std::mutex> lk(m_);
            if (closing_)
                return;
            pending_.push_back(std::move(line));
        }
        wake_.notify_one();
    }

    void shutdown() {
        {
            std::lock_guard<std::mutex> lk(m_);
            closing_ = true;
        }
        wake_.notify_all();
        if (worker_.joinable())
            worker_.join();
    }

private:
    bool batchReady() const { return pending_.size() >= batchSize_; }

    std::vector<std::string> takeBatch() {
        std::vector<std::string> out;
        while (!pending_.empty() && out.size() < batchSize_) {
            out.push_back(std::move(pending_.front()));
            pending_.pop_front();
        }
        return out;
    }

    void run() {
        for (;;) {
            std::vector<std::string> batch;
            {
                std::unique_lock<std::mutex> lk(m_);
                wake_.wait(lk, [this] { return batchReady(); }); // finding: closing_
                if (closing_ && pending_.empty())
                    return;
                batch = takeBatch();
            }
            collector_.send(batch);
        }
    }

    Collector& collector_;
    const std::size_t batchSize_;
    std::mutex m_;
    std::condition_variable wake_;
    std::deque<std::string> pending_;
    bool closing_ = false;
    std::thread worker_;
};

int main() {
    Collector collector;
    LogShipper shipper(collector, 8);
    for (int i = 0; i < 20; ++i)
        shipper.append("request " + std::to_string(i) + " served");
    shipper.shutdown();
    return 0;
}
