// Client of a ledger service: call() answers through a promise, and transfer() ends with the answer to "commit".
#include <condition_variable>
#include <cstdio>
#include <future>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

struct Request {
    std::string method;
    std::string argument;
    std::promise<std::string> reply;
};

class LedgerClient {
public:
    LedgerClient() : channel_([this] { pump(); }) {}
    ~LedgerClient() {
        {
            std::lock_guard<std::mutex> lk(mutex_);
            closed_ = true;
        }
        wake_.notify_one();
        channel_.join();
    }
    LedgerClient(const LedgerClient&) = delete;
    LedgerClient& operator=(const LedgerClient&) = delete;

    std::future<std::string> call(std::string method, std::string argument) {
        Request req{std::move(method), std::move(argument), {}};
        auto answer = req.reply.get_future();
        {
            std::lock_guard<std::mutex> lk(mutex_);
            outgoing_.push(std::move(req));
        }
        wake_.notify_one();
        return answer;
    }

private:
    void pump() {
        std::unique_lock<std::mutex> lk(mutex_);
        while (true) {
            wake_.wait(lk, [this] { return closed_ || !outgoing_.empty(); });
            if (outgoing_.empty()) return;
            Request req = std::move(outgoing_.front());
            outgoing_.pop();
            lk.unlock();
            answer(req);
            lk.lock();
        }
    }

    void answer(Request& req) {
        if (req.method == "begin") {
            req.reply.set_value("txn-" + std::to_string(++lastTxn_));
        } else if (req.method == "commit" && lastTxn_ % 2 == 0) {
            req.reply.set_exception(std::make_exception_ptr(std::runtime_error("conflict in " + req.argument)));
        } else {
            req.reply.set_value("ok");
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::queue<Request> outgoing_;
    bool closed_ = false;
    int lastTxn_ = 0;  // channel thread only
    std::thread channel_;
};

static void transfer(LedgerClient& ledger, const std::string& from, const std::string& to) {
    const std::string txn = ledger.call("begin", "").get();
    auto debit = ledger.call("debit", txn + "/" + from);
    auto credit = ledger.call("credit", txn + "/" + to);
    debit.get();
    credit.get();
    ledger.call("commit", txn).get();
}

int main() {
    LedgerClient ledger;
    int failed = 0;
    for (int i = 0; i < 4; ++i) {
        try {
            transfer(ledger, "alice", "bob");
        } catch (const std::exception& e) {
            ++failed;
            std::printf("transfer %d: %s\n", i, e.what());
        }
    }
    std::printf("%d transfers failed\n", failed);
    return 0;
}
