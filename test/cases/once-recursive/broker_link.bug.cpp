// Link to a message broker that connects at the first send; connecting says hello with send(), which runs
// the call_once of the same flag again.
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct frame {
    std::uint8_t type;
    std::string payload;
};

class wire {
public:
    void open(const std::string& address) {
        std::lock_guard<std::mutex> lock(mutex_);
        peer_ = address;
    }
    void put(frame f) {
        std::lock_guard<std::mutex> lock(mutex_);
        sent_.push_back(std::move(f));
    }
    std::size_t sent() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return sent_.size();
    }

private:
    mutable std::mutex mutex_;
    std::string peer_;
    std::vector<frame> sent_;
};

class broker_link {
public:
    broker_link(wire& w, std::string address, std::string client_id)
        : wire_(w), address_(std::move(address)), client_id_(std::move(client_id)) {}

    void connect() {
        std::call_once(connected_, [this] {
            wire_.open(address_);
            hello();
        });
    }

    void send(std::uint8_t type, std::string payload) {
        std::call_once(connected_, &broker_link::dial, this);  // finding: 'connected_'
        wire_.put(frame{type, std::move(payload)});
    }

private:
    void dial() {
        wire_.open(address_);
        hello();
    }

    void hello() { send(0x10, "hello " + client_id_); }

    wire& wire_;
    std::string address_;
    std::string client_id_;
    std::once_flag connected_;
};

int main() {
    wire w;
    broker_link link(w, "broker:5672", "billing");
    std::vector<std::thread> publishers;
    for (int p = 0; p < 3; ++p)
        publishers.emplace_back([&link, p] {
            for (int i = 0; i < 2; ++i) link.send(0x30, "invoice " + std::to_string(p * 10 + i));
        });
    link.connect();
    for (auto& t : publishers) t.join();
    std::printf("%zu frames sent\n", w.sent());
    return 0;
}
