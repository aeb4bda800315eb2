// Chat session with an outgoing stream of events. The writer sleeps under mutex_ while events go into a list with a mutex of its own.
#include <condition_variable>
#include <cstdio>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

// A list whose single operations are safe to call from any thread.
template <class T>
class SyncedList {
public:
    void push(T item) {
        std::lock_guard<std::mutex> guard(lock_);
        items_.push_back(std::move(item)); // finding: 'items_'
    }

    bool empty() const {
        std::lock_guard<std::mutex> guard(lock_);
        return items_.empty();
    }

    std::list<T> takeAll() {
        std::lock_guard<std::mutex> guard(lock_);
        return std::exchange(items_, {});
    }

private:
    mutable std::mutex lock_;
    std::list<T> items_;
};

struct Event {
    std::string from;
    std::string text;
};

class Session {
public:
    explicit Session(std::string nick) : nick_(std::move(nick)), writer_(&Session::writeLoop, this) {}

    ~Session() {
        hangUp();
        writer_.join();
    }

    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void post(Event event) {
        outgoing_.push(std::move(event));
        wake_.notify_one();
    }

    void hangUp() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            hungUp_ = true;
        }
        wake_.notify_all();
    }

private:
    bool awaitEvents() {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return hungUp_ || !outgoing_.empty(); });
        return !outgoing_.empty();
    }

    void writeLoop() {
        while (awaitEvents()) {
            for (const Event& event : outgoing_.takeAll())
                std::printf("[%s] %s: %s\n", nick_.c_str(), event.from.c_str(), event.text.c_str());
        }
    }

    const std::string nick_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool hungUp_ = false;
    SyncedList<Event> outgoing_;
    std::thread writer_;
};

int main() {
    Session alice("alice");
    Session bob("bob");
    for (int i = 0; i < 5; ++i) {
        alice.post({"bob", "message " + std::to_string(i)});
        bob.post({"alice", "reply " + std::to_string(i)});
    }
}
