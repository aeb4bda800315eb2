// Quota service of an API gateway; the lock lives in a CallContext that is made anew for every call.
#include <cstdint>
#include <future>
#include <iostream>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

struct CallContext {
    CallContext(std::string tenantName, std::uint64_t id) : tenant(std::move(tenantName)), requestId(id) {}

    std::string tenant;
    std::uint64_t requestId;
    bool throttled = false;
    std::mutex guard;
};

class QuotaService {
public:
    explicit QuotaService(long limit) : limit_(limit) {}

    bool admit(const std::string& tenant, std::uint64_t requestId, long cost)
    {
        CallContext ctx(tenant, requestId);
        std::lock_guard<std::mutex> lock(ctx.guard); // finding: 'guard'
        long& used = usage_[ctx.tenant];
        if (used + cost > limit_)
            markThrottled(ctx);
        else
            used += cost;
        return !ctx.throttled;
    }

private:
    void markThrottled(CallContext& ctx)
    {
        ctx.throttled = true;
        lastThrottled_ = ctx.requestId;
        ++throttledCalls_;
    }

    const long limit_;
    std::unordered_map<std::string, long> usage_;
    std::uint64_t lastThrottled_ = 0;
    std::uint64_t throttledCalls_ = 0;
};

static int runClient(QuotaService& quota, const std::string& tenant, std::uint64_t firstId)
{
    int admitted = 0;
    for (std::uint64_t id = firstId; id < firstId + 200; ++id) {
        if (quota.admit(tenant, id, 1 + static_cast<long>(id % 3)))
            ++admitted;
    }
    return admitted;
}

int main()
{
    QuotaService quota(500);
    std::vector<std::future<int>> clients;
    const std::vector<std::string> tenants{"acme", "acme", "globex"};
    for (std::size_t i = 0; i < tenants.size(); ++i)
        clients.push_back(std::async(std::launch::async, [&quota, &tenants, i] {
            return runClient(quota, tenants[i], i * 1000);
        }));

    int admitted = 0;
    for (auto& client : clients)
        admitted += client.get();
    std::cout << admitted << " calls admitted\n";
    return 0;
}
