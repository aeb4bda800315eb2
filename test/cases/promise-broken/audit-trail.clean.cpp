// Audit trail writer: records that are posted without acknowledgement carry a promise as well, whose future nobody has asked for.
#include <condition_variable>
#include <deque>
#include <future>
#include <iostream>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

class AuditRecord {
public:
    explicit AuditRecord(std::string text) : text_(std::move(text)) {}

    std::future<std::size_t> acknowledgement()
    {
        awaited_ = true;
        return stored_.get_future();
    }

    const std::string& text() const { return text_; }
    bool awaited() const { return awaited_; }
    void acknowledge(std::size_t position) { stored_.set_value(position); }
    void refuse(const std::string& why) { stored_.set_exception(std::make_exception_ptr(std::runtime_error(why))); }

private:
    std::string text_;
    bool awaited_ = false;
    std::promise<std::size_t> stored_;
};

class AuditTrail {
public:
    AuditTrail() : writer_(&AuditTrail::writeLoop, this) {}
    ~AuditTrail() { finish(); }

    void post(std::string text) { enqueue(AuditRecord(std::move(text))); }

    std::size_t postAndWait(std::string text)
    {
        AuditRecord record(std::move(text));
        std::future<std::size_t> stored = record.acknowledgement();
        enqueue(std::move(record));
        return stored.get();
    }

    void finish()
    {
        if (!writer_.joinable())
            return;
        {
            std::lock_guard<std::mutex> lock(mutex_);
            finishing_ = true;
        }
        arrived_.notify_one();
        writer_.join();
    }

private:
    void enqueue(AuditRecord record)
    {
        std::unique_lock<std::mutex> lock(mutex_);
        if (!finishing_) {
            records_.push_back(std::move(record));
            arrived_.notify_one();
            return;
        }
        lock.unlock();
        if (record.awaited())
            record.refuse("trail is finished");
    }

    void writeLoop()
    {
        std::unique_lock<std::mutex> lock(mutex_);
        for (;;) {
            arrived_.wait(lock, [this] { return finishing_ || !records_.empty(); });
            if (records_.empty())
                return;
            AuditRecord record = std::move(records_.front());
            records_.pop_front();
            lock.unlock();
            store(record);
            lock.lock();
        }
    }

    void store(AuditRecord& record)
    {
        trail_ << record.text() << '\n';
        ++lines_;
        if (!record.awaited())
            return;
        record.acknowledge(lines_);
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<AuditRecord> records_;
    bool finishing_ = false;
    std::ostringstream trail_;
    std::size_t lines_ = 0;
    std::thread writer_;
};

int main()
{
    AuditTrail trail;
    trail.post("user alice logged in");
    std::cout << "transfer stored as line " << trail.postAndWait("alice moved 500") << '\n';
    trail.finish();
    trail.post("too late");
    try {
        trail.postAndWait("too late");
    } catch (const std::runtime_error& e) {
        std::cout << e.what() << '\n';
    }
}
