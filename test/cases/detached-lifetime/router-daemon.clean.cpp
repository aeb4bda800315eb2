#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <string>

struct Route {
    std::string via;
    std::uint64_t hits = 0;
};

class RouteTable {
public:
    void learn(const std::string& prefix, const std::string& via) {
        std::lock_guard<std::mutex> lock(mutex_);
        routes_[prefix].via = via;
    }

    std::string find(const std::string& prefix) {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = routes_.find(prefix);
        if (it == routes_.end()) return "unreachable";
        ++it->second.hits;
        return it->second.via;
    }

    void print(std::FILE* out) const {
        std::lock_guard<std::mutex> lock(mutex_);
        for (const auto& [prefix, route] : routes_)
            std::fprintf(out, "%s via %s (%llu)\n", prefix.c_str(), route.via.c_str(),
                         static_cast<unsigned long long>(route.hits));
        std::fflush(out);
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, Route> routes_;
};

struct Listener {
    RouteTable& table;
    int fd;
};

static void* answer(void* arg) {
    const Listener& listener = *static_cast<Listener*>(arg);
    char query[64];
    for (;;) {
        sockaddr_in from{};
        socklen_t len = sizeof from;
        const ssize_t n = ::recvfrom(listener.fd, query, sizeof query, 0, reinterpret_cast<sockaddr*>(&from), &len);
        if (n <= 0) continue;
        const std::string via = listener.table.find(std::string(query, static_cast<std::size_t>(n)));
        (void)::sendto(listener.fd, via.data(), via.size(), 0, reinterpret_cast<const sockaddr*>(&from), len);
    }
    return nullptr;
}

static int bindPort(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0) return -1;
    sockaddr_in addr{};
    addr.sin_family = AF_INET;
    addr.sin_port = htons(port);
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    if (::bind(fd, reinterpret_cast<const sockaddr*>(&addr), sizeof addr) == 0) return fd;
    ::close(fd);
    return -1;
}

int main() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR1);
    if (pthread_sigmask(SIG_BLOCK, &signals, nullptr) != 0) return 1;

    RouteTable table;
    table.learn("10.0.0.0/8", "eth1");
    table.learn("0.0.0.0/0", "wan0");

    Listener listener{table, bindPort(7711)};
    if (listener.fd < 0) return 1;

    pthread_t thread;
    if (const int err = pthread_create(&thread, nullptr, answer, &listener); err != 0) {
        std::fprintf(stderr, "router: %s\n", std::strerror(err));
        return 1;
    }
    if (pthread_detach(thread) != 0) _exit(1);

    for (;;) {
        int signal = 0;
        if (sigwait(&signals, &signal) != 0) continue;
        table.print(stderr);
        if (signal == SIGTERM) _exit(0);
    }
}
