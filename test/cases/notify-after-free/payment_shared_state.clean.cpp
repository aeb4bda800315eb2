// Payment gateway client: the waiting call and the gateway thread both own the pending state, so that the notification after the unlock is harmless, even after a timeout.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

struct Receipt {
    std::string id;
    long cents;
};

class GatewayLink {
    struct Pending {
        std::mutex mutex;
        std::condition_variable settled;
        std::optional<Receipt> receipt;
    };

    struct Charge {
        std::string card;
        long cents;
        std::shared_ptr<Pending> pending;
    };

public:
    GatewayLink() : io([this] { ioLoop(); }) {}
    GatewayLink(const GatewayLink&) = delete;
    GatewayLink& operator=(const GatewayLink&) = delete;

    ~GatewayLink() {
        {
            std::lock_guard<std::mutex> lock(mutex);
            closing = true;
        }
        outgoing.notify_one();
        io.join();
    }

    std::optional<Receipt> charge(std::string card, long cents, std::chrono::milliseconds patience) {
        auto pending = std::make_shared<Pending>();
        {
            std::lock_guard<std::mutex> lock(mutex);
            charges.push_back({std::move(card), cents, pending});
        }
        outgoing.notify_one();

        std::unique_lock<std::mutex> lock(pending->mutex);
        if (!pending->settled.wait_for(lock, patience, [&] { return pending->receipt.has_value(); }))
            return std::nullopt;
        return pending->receipt;
    }

private:
    void ioLoop() {
        for (long serial = 1;; ++serial) {
            Charge charge;
            {
                std::unique_lock<std::mutex> lock(mutex);
                outgoing.wait(lock, [this] { return closing || !charges.empty(); });
                if (charges.empty()) return;
                charge = std::move(charges.front());
                charges.pop_front();
            }
            settle(*charge.pending, Receipt{charge.card + "/" + std::to_string(serial), charge.cents});
        }
    }

    static void settle(Pending& pending, Receipt receipt) {
        {
            std::lock_guard<std::mutex> lock(pending.mutex);
            pending.receipt = std::move(receipt);
        }
        pending.settled.notify_one();
    }

    std::mutex mutex;
    std::condition_variable outgoing;
    std::deque<Charge> charges;
    bool closing = false;
    std::thread io;
};

int main() {
    GatewayLink link;
    long total = 0;
    for (long cents : {1999L, 250L, 12000L}) {
        auto receipt = link.charge("4111-1111", cents, std::chrono::milliseconds(200));
        if (!receipt) {
            std::puts("no answer in time");
            continue;
        }
        std::printf("%s: %ld\n", receipt->id.c_str(), receipt->cents);
        total += receipt->cents;
    }
    std::printf("total %ld\n", total);
}
