// DNS cache with single-flight resolution: concurrent lookups of the same name
// share one query; failures are propagated and not cached.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

using Address = std::string;

class Upstream {
public:
    virtual ~Upstream() = default;
    virtual Address query(const std::string& host) = 0;
};

class FakeUpstream final : public Upstream {
public:
    Address query(const std::string& host) override {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (host.empty()) throw std::runtime_error("NXDOMAIN");
        std::lock_guard<std::mutex> lk(mu_);
        ++queries_;
        return "10.0.0." + std::to_string(host.size());
    }
    int queries() {
        std::lock_guard<std::mutex> lk(mu_);
        return queries_;
    }

private:
    std::mutex mu_;
    int queries_ = 0;
};

class DnsCache {
public:
    explicit DnsCache(Upstream& up) : up_(up) {
        for (int i = 0; i < 2; ++i) resolvers_.emplace_back([this] { resolve_loop(); });
    }

    ~DnsCache() {
        std::deque<std::shared_ptr<Query>> orphaned;
        {
            std::lock_guard<std::mutex> lk(mu_);
            closing_ = true;
            orphaned.swap(work_);
            cv_.notify_all();  // still holding the lock: cv_ cannot go away, we own it
        }
        for (auto& t : resolvers_) t.join();
        for (auto& q : orphaned)
            q->promise.set_exception(std::make_exception_ptr(std::runtime_error("shutting down")));
    }

    Address lookup(const std::string& host) {
        std::shared_future<Address> answer;
        {
            std::unique_lock<std::mutex> lk(mu_);
            auto it = cache_.find(host);
            if (it == cache_.end()) it = start_query(host);
            answer = it->second->answer;
        }
        return answer.get();  // the lock is released: resolvers need it to finish
    }

    void flush() {
        std::lock_guard<std::mutex> lk(mu_);
        cache_.clear();  // running queries keep their promise alive through shared_ptr
    }

private:
    struct Query {
        explicit Query(std::string h) : host(std::move(h)), answer(promise.get_future()) {}
        const std::string host;
        std::promise<Address> promise;
        const std::shared_future<Address> answer;
    };
    using Cache = std::unordered_map<std::string, std::shared_ptr<Query>>;

    // mu_ is held by the caller.
    Cache::iterator start_query(const std::string& host) {
        auto q = std::make_shared<Query>(host);
        work_.push_back(q);
        cv_.notify_one();
        return cache_.emplace(host, std::move(q)).first;
    }

    void forget(const std::shared_ptr<Query>& q) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = cache_.find(q->host);
        if (it != cache_.end() && it->second == q) cache_.erase(it);
    }

    void resolve_loop() {
        std::unique_lock<std::mutex> lk(mu_);
        for (;;) {
            while (work_.empty()) {
                if (closing_) return;
                cv_.wait(lk);
            }
            auto q = work_.front();
            work_.pop_front();
            lk.unlock();
            try {
                q->promise.set_value(up_.query(q->host));
            } catch (...) {
                forget(q);
                q->promise.set_exception(std::current_exception());
            }
            lk.lock();
        }
    }

    Upstream& up_;
    std::mutex mu_;
    std::condition_variable cv_;
    bool closing_ = false;
    std::deque<std::shared_ptr<Query>> work_;
    Cache cache_;
    std::vector<std::thread> resolvers_;
};

int main() {
    FakeUpstream up;
    DnsCache dns(up);
    const std::vector<std::string> hosts = {"a.example", "bb.example", ""};
    std::vector<std::thread> clients;
    for (const auto& h : hosts)
        for (int k = 0; k < 3; ++k)
            clients.emplace_back([&dns, &h] {
                try {
                    dns.lookup(h);
                } catch (const std::exception&) {
                }
            });
    for (auto& c : clients) c.join();
    dns.flush();
    return up.queries() >= 2 ? 0 : 1;
}
