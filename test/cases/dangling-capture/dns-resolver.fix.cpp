#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace net {

struct Answer {
    std::mutex mutex;
    std::condition_variable arrived;
    bool done = false;
    std::string address;
};

std::string lookup(const std::string& host) {
    addrinfo hints{};
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (::getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0) return {};
    char text[INET_ADDRSTRLEN] = "";
    if (list && list->ai_family == AF_INET) {
        const auto* in = reinterpret_cast<const sockaddr_in*>(list->ai_addr);
        (void)::inet_ntop(AF_INET, &in->sin_addr, text, sizeof text);
    }
    ::freeaddrinfo(list);
    return text;
}

void deliver(Answer& answer, const std::string& address) {
    std::lock_guard<std::mutex> lock(answer.mutex);
    answer.address = address;
    answer.done = true;
    answer.arrived.notify_all();
}

// getaddrinfo has no timeout of its own.
std::optional<std::string> resolve(const std::string& host, std::chrono::milliseconds limit) {
    auto answer = std::make_shared<Answer>();
    std::thread([answer, host] { deliver(*answer, lookup(host)); }).detach();
    std::unique_lock<std::mutex> lock(answer->mutex);
    if (!answer->arrived.wait_for(lock, limit, [&] { return answer->done; })) return std::nullopt;
    if (answer->address.empty()) return std::nullopt;
    return answer->address;
}

class Resolver {
public:
    explicit Resolver(std::chrono::milliseconds limit) : limit_(limit) {}

    std::optional<std::string> address(const std::string& host) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            if (auto it = known_.find(host); it != known_.end()) return it->second;
        }
        const std::optional<std::string> found = resolve(host, limit_);
        if (found) remember(host, *found);
        return found;
    }

    void forget(const std::string& host) {
        std::lock_guard<std::mutex> lock(mutex_);
        known_.erase(host);
    }

private:
    void remember(const std::string& host, const std::string& address) {
        std::lock_guard<std::mutex> lock(mutex_);
        known_[host] = address;
    }

    const std::chrono::milliseconds limit_;
    std::mutex mutex_;
    std::map<std::string, std::string> known_;
};

}  // namespace net
