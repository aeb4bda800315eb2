#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace crash {

struct Endpoint {
    std::string address;
    std::uint16_t port = 0;
};

struct Report {
    std::string product;
    std::string reason;
    std::vector<std::string> frames;
};

std::string render(const Report& report) {
    std::string text = report.product + ": " + report.reason + "\n";
    for (const std::string& frame : report.frames) text += "  at " + frame + "\n";
    return text;
}

bool sendAll(int fd, std::string_view data) {
    while (!data.empty()) {
        const ssize_t n = ::send(fd, data.data(), data.size(), MSG_NOSIGNAL);
        if (n <= 0) return false;
        data.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

bool upload(const Endpoint& endpoint, std::string_view text) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(endpoint.port);
    if (::inet_pton(AF_INET, endpoint.address.c_str(), &to.sin_addr) != 1) return false;
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) return false;
    const bool sent =
        ::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 && sendAll(fd, text);
    ::close(fd);
    return sent;
}

class Reporter {
public:
    Reporter(std::string product, Endpoint endpoint)
        : product_(std::move(product)), endpoint_(std::move(endpoint)) {}

    void assertionFailed(std::string reason, std::vector<std::string> frames) const {
        auto report = std::make_unique<Report>();
        report->product = product_;
        report->reason = std::move(reason);
        report->frames = std::move(frames);
        submit(std::move(report));
    }

private:
    static constexpr int kAttempts = 3;

    // The window that asserted may be closed while the report is on its way.
    void submit(std::unique_ptr<Report> report) const {
        std::thread([report = std::move(report), endpoint = endpoint_] {
            const std::string text = render(*report);
            for (int attempt = 0; attempt < kAttempts; ++attempt) {
                if (upload(endpoint, text)) return;
                std::this_thread::sleep_for(std::chrono::seconds(1 << attempt));
            }
        }).detach();
    }

    const std::string product_;
    const Endpoint endpoint_;
};

}  // namespace crash

class DocumentWindow {
public:
    explicit DocumentWindow(std::string title)
        : title_(std::move(title)), reporter_("editor", {"127.0.0.1", 4460}) {}

    bool check(bool condition, const char* what) const {
        if (!condition) reporter_.assertionFailed(title_ + ": " + what, {"DocumentWindow::check"});
        return condition;
    }

private:
    const std::string title_;
    const crash::Reporter reporter_;
};
