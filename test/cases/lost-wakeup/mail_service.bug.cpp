// Outgoing mail service on a common service base. The derived class waits with its own m_mutex; the base sets the stop flag under mutex_.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class ServiceBase {
public:
    virtual ~ServiceBase() = default;

    ServiceBase(const ServiceBase&) = delete;
    ServiceBase& operator=(const ServiceBase&) = delete;

    void start() {
        thread_ = std::thread([this] { serve(); });
    }

    void stop() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            stopRequested_ = true; // finding: 'stopRequested_'
        }
        cond_.notify_all();
        if (thread_.joinable())
            thread_.join();
    }

protected:
    ServiceBase() = default;
    virtual void serve() = 0;

    std::mutex mutex_;
    std::condition_variable cond_;
    bool stopRequested_ = false;

private:
    std::thread thread_;
};

struct Mail {
    std::string to;
    std::string body;
};

class MailService final : public ServiceBase {
public:
    ~MailService() override { stop(); }

    void post(Mail mail) {
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            m_outbox.push_back(std::move(mail));
        }
        cond_.notify_one();
    }

    std::size_t delivered() {
        std::lock_guard<std::mutex> lock(m_mutex);
        return m_delivered;
    }

private:
    void serve() override {
        std::unique_lock<std::mutex> lock(m_mutex);
        for (;;) {
            cond_.wait(lock, [this] { return stopRequested_ || !m_outbox.empty(); });
            if (m_outbox.empty())
                return;
            std::vector<Mail> batch = std::exchange(m_outbox, {});
            lock.unlock();
            const std::size_t sent = transmit(batch);
            lock.lock();
            m_delivered += sent;
        }
    }

    static std::size_t transmit(const std::vector<Mail>& batch) {
        std::size_t sent = 0;
        for (const Mail& mail : batch)
            sent += mail.to.find('@') != std::string::npos ? 1 : 0;
        return sent;
    }

    std::mutex m_mutex;
    std::vector<Mail> m_outbox;
    std::size_t m_delivered = 0;
};

int main() {
    MailService service;
    service.start();
    for (int i = 0; i < 10; ++i)
        service.post({"user" + std::to_string(i) + "@example.org", "hello"});
    service.stop();
    std::printf("delivered %zu\n", service.delivered());
}
