// Event journal with several recorder threads; the thread's lambda captures *this by copy, and with it the journal's lock.
#include <cstddef>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class TicketLock {
public:
    TicketLock() = default;

    void lock()
    {
        const unsigned ticket = __atomic_fetch_add(&next_, 1u, __ATOMIC_RELAXED);
        while (__atomic_load_n(&serving_, __ATOMIC_ACQUIRE) != ticket)
            std::this_thread::yield();
    }
    void unlock() { __atomic_fetch_add(&serving_, 1u, __ATOMIC_RELEASE); }

private:
    unsigned next_ = 0;
    unsigned serving_ = 0;
};

struct Event {
    std::string source;
    int code;
};

class Journal {
public:
    Journal() : events_(std::make_shared<std::vector<Event>>()) {}

    void append(std::string source, int code)
    {
        std::lock_guard<TicketLock> hold(lock_);
        events_->push_back({std::move(source), code});
    }

    std::size_t size()
    {
        std::lock_guard<TicketLock> hold(lock_);
        return events_->size();
    }

    // The caller joins the recorder before the journal goes away.
    std::thread startRecorder(std::string source, int events)
    {
        return std::thread([*this, source = std::move(source), events]() mutable { // finding: '*this'
            for (int code = 0; code < events; ++code)
                append(source, code);
        });
    }

private:
    TicketLock lock_;
    std::shared_ptr<std::vector<Event>> events_;
};

int main()
{
    Journal journal;
    std::vector<std::thread> recorders;
    for (const char* source : {"door", "heating", "alarm"})
        recorders.push_back(journal.startRecorder(source, 250));

    journal.append("main", 0);
    for (auto& recorder : recorders)
        recorder.join();
    std::cout << journal.size() << " events\n";
    return journal.size() == 751 ? 0 : 1;
}
