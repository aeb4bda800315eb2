// Admission control of the public API. A filter says whether a request may go on.
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Request {
    std::string user;
    std::string path;
    std::size_t bytes = 0;
};

using Filter = std::function<bool(const Request&)>;

Filter denyPrefix(std::string prefix) {
    return [prefix = std::move(prefix)](const Request& r) { return !r.path.starts_with(prefix); };
}

Filter maxBody(std::size_t limit) {
    return [limit](const Request& r) { return r.bytes <= limit; };
}

// Lets the first `burst` requests through; the filter is called by all workers.
Filter quota(unsigned burst) {
    auto used = std::make_shared<std::atomic<unsigned>>(0);
    Filter filter = [used, burst](const Request&) { return used->fetch_add(1) < burst; };
    return filter;
}

class Chain {
public:
    void add(Filter f) { filters_.push_back(std::move(f)); }

    bool admits(const Request& r) const {
        for (const Filter& f : filters_)
            if (!f(r))
                return false;
        return true;
    }

private:
    std::vector<Filter> filters_;
};

Chain makeDefaultChain() {
    Chain chain;
    chain.add(denyPrefix("/internal/"));
    chain.add(maxBody(1 << 20));
    chain.add(quota(500));
    return chain;
}

// Number of requests that may go on.
std::size_t admitAll(const std::vector<Request>& requests, unsigned workers) {
    const Chain chain = makeDefaultChain();
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> admitted{0};
    std::vector<std::thread> threads;
    for (unsigned w = 0; w < workers; ++w) {
        threads.emplace_back([&] {
            for (;;) {
                const std::size_t i = next.fetch_add(1);
                if (i >= requests.size())
                    return;
                if (chain.admits(requests[i]))
                    admitted.fetch_add(1);
            }
        });
    }
    for (std::thread& t : threads)
        t.join();
    return admitted.load();
}
