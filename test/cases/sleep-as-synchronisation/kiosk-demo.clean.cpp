#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

struct TicketRequest {
    int kiosk = 0;
    std::string destination;
};

class TicketServer {
public:
    TicketServer() = default;
    TicketServer(const TicketServer&) = delete;
    TicketServer& operator=(const TicketServer&) = delete;
    ~TicketServer() { stop(); }

    void start(int clerks) {
        for (int i = 0; i < clerks; ++i) clerks_.emplace_back([this] { serve(); });
    }

    void submit(TicketRequest request) {
        {
            std::lock_guard lock(mutex_);
            if (closed_) return;
            pending_.push_back(std::move(request));
        }
        arrived_.notify_one();
    }

    // Serves what was submitted before, then ends the clerks.
    void stop() {
        {
            std::lock_guard lock(mutex_);
            closed_ = true;
        }
        arrived_.notify_all();
        for (std::thread& clerk : clerks_) clerk.join();
        clerks_.clear();
    }

    int printed() const { return printed_.load(); }

private:
    void serve() {
        for (;;) {
            TicketRequest request;
            {
                std::unique_lock lock(mutex_);
                arrived_.wait(lock, [this] { return closed_ || !pending_.empty(); });
                if (pending_.empty()) return;
                request = std::move(pending_.front());
                pending_.pop_front();
            }
            // About what the thermal printer takes for a ticket.
            std::this_thread::sleep_for(std::chrono::milliseconds(30 + request.destination.size()));
            printed_.fetch_add(1);
        }
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<TicketRequest> pending_;
    bool closed_ = false;
    std::atomic<int> printed_{0};
    std::vector<std::thread> clerks_;
};

class Passenger {
public:
    Passenger(TicketServer& server, int kiosk) : thread_([this, &server, kiosk] { shop(server, kiosk); }) {}
    Passenger(const Passenger&) = delete;
    Passenger& operator=(const Passenger&) = delete;
    ~Passenger() {
        leaving_.store(true);
        thread_.join();
    }

private:
    void shop(TicketServer& server, int kiosk) {
        static const char* const kTowns[] = {"Basel", "Lyon", "Torino"};
        for (int i = 0; !leaving_.load(); ++i) {
            server.submit({kiosk, kTowns[i % 3]});
            std::this_thread::sleep_for(75ms);
        }
    }

    std::atomic<bool> leaving_{false};
    std::thread thread_;
};

int main() {
    TicketServer server;
    server.start(3);
    {
        Passenger first(server, 1);
        Passenger second(server, 2);
        for (int elapsed = 1; elapsed <= 5; ++elapsed) {
            std::this_thread::sleep_for(1s);
            std::printf("%d s: %d tickets\n", elapsed, server.printed());
        }
    }
    std::this_thread::sleep_for(200ms);
    server.stop();
    std::printf("%d tickets in all\n", server.printed());
    return 0;
}
