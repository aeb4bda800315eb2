// Notification mailer; deliverAsync returns the future of std::async, but notifyAll drops it for every recipient,
// so deliveries run one by one and failed ones are not counted.
#include <chrono>
#include <cstdio>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Message {
    std::string to;
    std::string subject;
    std::string body;
};

class SmtpGateway {
public:
    explicit SmtpGateway(std::string domain) : m_domain(std::move(domain)) {}

    bool send(const Message& m) const {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        const auto at = m.to.find('@');
        return at != std::string::npos && m.to.compare(at + 1, std::string::npos, m_domain) == 0;
    }

private:
    std::string m_domain;
};

class Mailer {
public:
    explicit Mailer(const SmtpGateway& gateway) : m_gateway(gateway) {}

    std::future<bool> deliverAsync(Message m) const {
        return std::async(std::launch::async,
                          [gateway = &m_gateway, m = std::move(m)] { return gateway->send(m); });
    }

private:
    const SmtpGateway& m_gateway;
};

struct Subscriber {
    std::string address;
    std::string displayName;
};

static Message compose(const Subscriber& s, const std::string& topic) {
    return Message{s.address, "News on " + topic, "Hello " + s.displayName + ",\nthere are news on " + topic + "."};
}

static std::size_t notifyAll(const Mailer& mailer, const std::vector<Subscriber>& list, const std::string& topic) {
    std::size_t sent = 0;
    for (const Subscriber& s : list) {
        mailer.deliverAsync(compose(s, topic));  // finding: 'deliverAsync'
        ++sent;
    }
    return sent;
}

int main() {
    SmtpGateway gateway("example.org");
    Mailer mailer(gateway);
    const std::vector<Subscriber> list{
        {"ada@example.org", "Ada"}, {"grace@example.org", "Grace"}, {"linus@invalid", "Linus"}};
    const auto sent = notifyAll(mailer, list, "release 4.2");
    std::printf("%zu of %zu delivered\n", sent, list.size());
    return 0;
}
