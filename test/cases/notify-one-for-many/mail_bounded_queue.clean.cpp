// Mail relay with a bounded queue between many submitters and many senders; full and empty have conditions of their own, and a batch notifies once per item.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Mail {
    std::string to;
    std::string body;
};

class MailQueue {
public:
    explicit MailQueue(std::size_t limit) : m_limit(limit) {}

    bool submit(Mail mail) {
        {
            std::unique_lock<std::mutex> lock(m_mutex);
            m_notFull.wait(lock, [this] { return m_closed || m_mails.size() < m_limit; });
            if (m_closed) return false;
            m_mails.push(std::move(mail));
        }
        m_notEmpty.notify_one();
        return true;
    }

    // All or nothing, never waits: for retries after a restart.
    bool trySubmitAll(const std::vector<Mail>& mails) {
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            if (m_closed || m_mails.size() + mails.size() > m_limit) return false;
            for (const auto& mail : mails) m_mails.push(mail);
        }
        for (std::size_t i = 0; i < mails.size(); ++i) m_notEmpty.notify_one();
        return true;
    }

    bool next(Mail& mail) {
        {
            std::unique_lock<std::mutex> lock(m_mutex);
            m_notEmpty.wait(lock, [this] { return m_closed || !m_mails.empty(); });
            if (m_mails.empty()) return false;
            mail = std::move(m_mails.front());
            m_mails.pop();
        }
        m_notFull.notify_one();
        return true;
    }

    void close() {
        std::lock_guard<std::mutex> lock(m_mutex);
        m_closed = true;
        m_notEmpty.notify_all();
        m_notFull.notify_all();
    }

private:
    const std::size_t m_limit;
    std::mutex m_mutex;
    std::condition_variable m_notFull;
    std::condition_variable m_notEmpty;
    std::queue<Mail> m_mails;
    bool m_closed = false;
};

static std::size_t deliver(const Mail& mail) {
    return mail.to.size() + mail.body.size();
}

int main() {
    MailQueue queue(16);
    if (!queue.trySubmitAll({{"root", "disk full"}, {"postmaster", "bounce"}, {"ops", "restarted"}}))
        std::puts("retries were put off");

    std::atomic<std::size_t> sent{0};
    std::vector<std::thread> senders;
    for (int s = 0; s < 3; ++s)
        senders.emplace_back([&queue, &sent] {
            Mail mail;
            while (queue.next(mail)) sent += deliver(mail);
        });

    std::vector<std::thread> submitters;
    for (int u = 0; u < 4; ++u)
        submitters.emplace_back([&queue, u] {
            for (int i = 0; i < 50; ++i)
                if (!queue.submit({"user" + std::to_string(u), "message " + std::to_string(i)})) return;
        });
    for (auto& t : submitters) t.join();
    queue.close();
    for (auto& t : senders) t.join();
    std::printf("%zu bytes sent\n", sent.load());
}
