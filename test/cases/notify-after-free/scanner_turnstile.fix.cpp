// Fair access to a film scanner: everyone waits for their turn in a ticket on their own stack, which leave() notifies while it still holds the lock.
#include <condition_variable>
#include <cstdio>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace scanner {

// Hands the device over in the order of arrival; a plain mutex would starve the slow clients.
class Turnstile {
public:
    void enter() {
        std::unique_lock<std::mutex> lock(mutex_);
        if (!occupied_) {
            occupied_ = true;
            return;
        }
        Ticket mine;
        line_.push_back(&mine);
        while (!mine.called)
            mine.turn.wait(lock);
    }

    void leave() {
        Ticket* next = nullptr;
        std::unique_lock<std::mutex> lock(mutex_);
        if (line_.empty()) {
            occupied_ = false;
            return;
        }
        next = line_.front();
        line_.pop_front();
        next->called = true;
        next->turn.notify_one();
    }

private:
    struct Ticket {
        std::condition_variable turn;
        bool called = false;
    };

    std::mutex mutex_;
    std::list<Ticket*> line_;
    bool occupied_ = false;
};

class Session {
public:
    explicit Session(Turnstile& gate) : gate_(gate) { gate_.enter(); }
    ~Session() { gate_.leave(); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

private:
    Turnstile& gate_;
};

struct Device {
    Turnstile gate;
    std::vector<std::string> frames;  // only for the one who is inside of the gate

    void scan(const std::string& roll, int frame) {
        Session session(gate);
        frames.push_back(roll + "#" + std::to_string(frame));
    }
};

class Client {
public:
    Client(Device& device, std::string roll, int count)
        : roll_(std::move(roll)), thread_([this, &device, count] {
              for (int frame = 0; frame < count; ++frame)
                  device.scan(roll_, frame);
          }) {}
    ~Client() { thread_.join(); }

private:
    const std::string roll_;
    std::thread thread_;
};

}  // namespace scanner

int main() {
    scanner::Device device;
    {
        scanner::Client holidays(device, "holidays", 36);
        scanner::Client wedding(device, "wedding", 36);
        scanner::Client archive(device, "archive-1974", 24);
    }
    std::printf("%zu frames\n", device.frames.size());
    return device.frames.size() == 96 ? 0 : 1;
}
