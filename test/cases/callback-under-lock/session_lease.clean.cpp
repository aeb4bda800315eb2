// Session that turns ready once: callers leave continuations, open() swaps them out and runs them after the scope, a late caller's continuation is run after unlock(), and close() hands out its hooks one by one between unlock and lock.
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Session {
public:
    using Continuation = std::function<void(const std::string& token)>;
    using CloseHook = std::function<void()>;

    void whenReady(Continuation then) {
        std::unique_lock<std::mutex> lock(mu_);
        if (!token_) {
            waiting_.push_back(std::move(then));
            return;
        }
        const std::string token = *token_;
        lock.unlock();
        then(token);
    }

    bool open(const std::string& token) {
        std::vector<Continuation> ready;
        {
            std::lock_guard<std::mutex> lock(mu_);
            if (token_ || closed_)
                return false;
            token_ = token;
            ready.swap(waiting_);
        }
        for (Continuation& then : ready)
            then(token);
        return true;
    }

    void onClose(CloseHook hook) {
        std::unique_lock<std::mutex> lock(mu_);
        if (closed_) {
            lock.unlock();
            hook();
        } else {
            closeHooks_.push_back(std::move(hook));
        }
    }

    std::size_t close() {
        std::size_t ran = 0;
        std::vector<Continuation> abandoned;
        std::unique_lock<std::mutex> lock(mu_);
        closed_ = true;
        abandoned.swap(waiting_);
        while (!closeHooks_.empty()) {
            CloseHook hook = std::move(closeHooks_.back());
            closeHooks_.pop_back();
            lock.unlock();
            hook();
            hook = nullptr;
            ++ran;
            lock.lock();
        }
        return ran;
    }

    bool isClosed() const {
        std::lock_guard<std::mutex> lock(mu_);
        return closed_;
    }

private:
    mutable std::mutex mu_;
    std::optional<std::string> token_;
    bool closed_ = false;
    std::vector<Continuation> waiting_;
    std::vector<CloseHook> closeHooks_;
};

int main() {
    Session session;
    std::atomic<int> granted{0};
    std::atomic<int> cleaned{0};

    auto client = [&session, &granted, &cleaned] {
        session.whenReady([&session, &granted, &cleaned](const std::string& token) {
            if (session.isClosed() || token.empty())
                return;
            granted.fetch_add(1);
            session.onClose([&cleaned] { cleaned.fetch_add(1); });
        });
    };
    std::thread early(client);
    std::thread opener([&session] { session.open("t0k3n"); });
    std::thread late(client);
    early.join();
    opener.join();
    late.join();
    const std::size_t ran = session.close();
    std::printf("%d granted, %d cleaned, %zu hooks\n", granted.load(), cleaned.load(), ran);
    return 0;
}
