// A mail spooler; the delivering thread, declared first, has a share of the spool of its own and doesn't touch the object.
#include <condition_variable>
#include <deque>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct Mail {
    std::string to;
    std::string body;
};

struct Spool {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Mail> outgoing;
    std::map<std::string, int> delivered;
    bool closed = false;
};

static std::string domainOf(const Mail& mail) {
    const auto at = mail.to.find('@');
    return at == std::string::npos ? "localhost" : mail.to.substr(at + 1);
}

static bool deliverNext(Spool& spool) {
    std::unique_lock<std::mutex> lock(spool.mutex);
    spool.changed.wait(lock, [&spool] { return spool.closed || !spool.outgoing.empty(); });
    if (spool.outgoing.empty()) {
        return false;
    }
    const Mail mail = std::move(spool.outgoing.front());
    spool.outgoing.pop_front();
    ++spool.delivered[domainOf(mail)];
    return true;
}

static void deliverAll(const std::shared_ptr<Spool>& spool) {
    while (deliverNext(*spool)) {
    }
}

class MailSpooler {
public:
    explicit MailSpooler(std::string sender) : MailSpooler(std::make_shared<Spool>(), std::move(sender)) {}

    MailSpooler(const MailSpooler&) = delete;
    MailSpooler& operator=(const MailSpooler&) = delete;

    ~MailSpooler() { close(); }

    void send(std::string to, const std::string& text) {
        Mail mail{std::move(to), "From: " + sender + "\n\n" + text};
        {
            std::lock_guard<std::mutex> lock(spool->mutex);
            spool->outgoing.push_back(std::move(mail));
        }
        spool->changed.notify_one();
    }

    int deliveredTo(const std::string& domain) const {
        std::lock_guard<std::mutex> lock(spool->mutex);
        auto it = spool->delivered.find(domain);
        return it == spool->delivered.end() ? 0 : it->second;
    }

    void close() {
        {
            std::lock_guard<std::mutex> lock(spool->mutex);
            spool->closed = true;
        }
        spool->changed.notify_all();
        if (deliverer.joinable()) {
            deliverer.join();
        }
    }

private:
    MailSpooler(std::shared_ptr<Spool> shared, std::string from)
        : deliverer([spool = shared] { deliverAll(spool); }),
          spool(std::move(shared)),
          sender(std::move(from)) {}

    std::thread deliverer;
    std::shared_ptr<Spool> spool;
    std::string sender;
};

int main() {
    MailSpooler spooler("builds@example.org");
    spooler.send("ann@example.com", "the build is green");
    spooler.send("bob@example.com", "the build is green");
    spooler.send("root", "disk almost full");
    spooler.close();
    std::cout << spooler.deliveredTo("example.com") << " to example.com\n";
    return 0;
}
