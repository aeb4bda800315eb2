// License client: the activation runs once, and a failed activation (an exception) leaves the flag unset for another try.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

class license_server {
public:
    explicit license_server(int failures) : failures_(failures) {}

    std::string activate(const std::string& product) {
        if (failures_.fetch_sub(1) > 0) throw std::runtime_error("license server unreachable");
        return product + "-0042";
    }

private:
    std::atomic<int> failures_;
};

class license {
public:
    license(license_server& server, std::string product) : server_(server), product_(std::move(product)) {}

    // Tries up to `attempts` times; throws when all have failed.
    const std::string& key(int attempts) {
        for (int left = attempts;; --left) {
            try {
                std::call_once(activated_, &license::activate, this);
                return key_;
            } catch (const std::runtime_error&) {
                if (left <= 1) throw;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    // One more try in the handler, for callers that cannot loop.
    const std::string& key_now() {
        try {
            std::call_once(activated_, &license::activate, this);
        } catch (const std::runtime_error& e) {
            std::printf("first try: %s\n", e.what());
            std::call_once(activated_, &license::activate, this);
        }
        return key_;
    }

private:
    void activate() { key_ = server_.activate(product_); }

    license_server& server_;
    std::string product_;
    std::once_flag activated_;
    std::string key_;
};

int main() {
    license_server server(3);
    license editor(server, "editor");
    std::vector<std::thread> windows;
    for (int i = 0; i < 2; ++i)
        windows.emplace_back([&editor, i] {
            try {
                std::printf("window %d: %s\n", i, editor.key(5).c_str());
            } catch (const std::exception& e) {
                std::printf("window %d: %s\n", i, e.what());
            }
        });
    for (auto& w : windows) w.join();

    license_server flaky(1);
    license player(flaky, "player");
    std::printf("player: %s\n", player.key_now().c_str());
    return 0;
}
