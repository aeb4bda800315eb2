// Caching name resolver of a proxy; hits take the lock shared, misses insert under the exclusive lock.
#include <cstdint>
#include <functional>
#include <future>
#include <iostream>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace proxy {

struct address {
    std::uint32_t ip = 0;
    std::uint16_t port = 0;
};

// Stands in for the stub resolver; deterministic so that tests are stable.
address query_upstream(const std::string& host)
{
    const auto h = std::hash<std::string>{}(host);
    return {static_cast<std::uint32_t>(h), static_cast<std::uint16_t>(8000 + h % 16)};
}

address resolve(const std::string& host)
{
    static std::unordered_map<std::string, address> cache;
    static std::shared_mutex guard;

    {
        std::shared_lock reading(guard);
        if (auto hit = cache.find(host); hit != cache.end())
            return hit->second;
    }

    const address fresh = query_upstream(host);
    std::unique_lock writing(guard);
    return cache.try_emplace(host, fresh).first->second;
}

class upstream_pool {
public:
    explicit upstream_pool(std::vector<std::string> hosts) : hosts_(std::move(hosts)) {}

    std::uint64_t route(int requests) const
    {
        std::uint64_t checksum = 0;
        for (int i = 0; i < requests; ++i) {
            const auto target = resolve(hosts_[static_cast<std::size_t>(i) % hosts_.size()]);
            checksum += target.ip ^ target.port;
        }
        return checksum;
    }

private:
    const std::vector<std::string> hosts_;
};

} // namespace proxy

int main()
{
    const proxy::upstream_pool pool({"auth.internal", "search.internal", "img.internal"});
    std::vector<std::future<std::uint64_t>> clients;
    for (int i = 0; i < 4; ++i)
        clients.push_back(std::async(std::launch::async, [&pool] { return pool.route(300); }));

    std::uint64_t total = 0;
    for (auto& client : clients)
        total += client.get();
    std::cout << "checksum " << total << '\n';
}
