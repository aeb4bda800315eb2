// Mailboxes of a chat server with client-side locking.
#include <pthread.h>

#include <deque>
#include <iostream>
#include <string>
#include <thread>
#include <utility>

class Lock {
public:
    Lock() { pthread_mutex_init(&native_, nullptr); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    void acquire() { pthread_mutex_lock(&native_); }
    void release() { pthread_mutex_unlock(&native_); }

private:
    pthread_mutex_t native_;
};

class Holder {
public:
    explicit Holder(Lock& lock) : lock_(lock) { lock_.acquire(); }
    ~Holder() { lock_.release(); }
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;

private:
    Lock& lock_;
};

struct Message {
    std::string from;
    std::string text;
};

// Callers hold mutex() around one or more of the other calls.
class Mailbox {
public:
    Lock& mutex() { return mutex_; }

    void push(Message message) { messages_.push_back(std::move(message)); }
    bool empty() const { return messages_.empty(); }
    Message pop()
    {
        Message message = std::move(messages_.front());
        messages_.pop_front();
        return message;
    }

private:
    Lock mutex_;
    std::deque<Message> messages_;
};

static void post(Mailbox& box, const std::string& from, int count)
{
    for (int i = 0; i < count; ++i) {
        Message message{from, "line " + std::to_string(i)};
        auto&& lock = box.mutex();
        Holder hold(lock);
        box.push(std::move(message));
    }
}

static int drain(Mailbox& box)
{
    int read = 0;
    auto&& lock = box.mutex();
    Holder hold(lock);
    while (!box.empty()) {
        if (!box.pop().text.empty())
            ++read;
    }
    return read;
}

int main()
{
    Mailbox box;
    std::thread ann([&box] { post(box, "ann", 300); });
    std::thread bob([&box] { post(box, "bob", 300); });
    int read = 0;
    for (int i = 0; i < 50; ++i)
        read += drain(box);
    ann.join();
    bob.join();
    read += drain(box);
    std::cout << read << " messages read\n";
    return read == 600 ? 0 : 1;
}
