// Name resolver with host aliases; resolve() searches the tables under a shared lock.
#include <array>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>

namespace dns {

using Address = std::array<std::uint8_t, 4>;

class Resolver {
    using ReadLock = std::shared_lock<std::shared_mutex>;
    using WriteLock = std::unique_lock<std::shared_mutex>;

public:
    void AddHost(const std::string& host, Address address) {
        WriteLock lock(tables_mutex_);
        hosts_[host] = address;
    }

    void AddAlias(const std::string& alias, std::string target) {
        WriteLock lock(tables_mutex_);
        aliases_[alias] = std::move(target);
    }

    void Expire(const std::string& host) {
        WriteLock lock(tables_mutex_);
        hosts_.erase(host);
    }

    std::optional<Address> Resolve(const std::string& name) const {
        if (name == "localhost")
            return Address{127, 0, 0, 1};
        ReadLock lock(tables_mutex_);
        return LookUp(Canonical(name));
    }

    std::size_t HostCount() const {
        ReadLock lock(tables_mutex_);
        return hosts_.size();
    }

private:
    static constexpr int kMaxAliasDepth = 8;

    std::string Canonical(std::string name) const {
        for (int depth = 0; depth < kMaxAliasDepth; ++depth) {
            const auto it = aliases_.find(name);
            if (it == aliases_.end())
                break;
            name = it->second;
        }
        return name;
    }

    std::optional<Address> LookUp(const std::string& host) const {
        const auto it = hosts_.find(host);
        if (it == hosts_.end())
            return std::nullopt;
        return it->second;
    }

    mutable std::shared_mutex tables_mutex_;
    std::unordered_map<std::string, Address> hosts_;
    std::unordered_map<std::string, std::string> aliases_;
};

}  // namespace dns

int main() {
    dns::Resolver resolver;
    int hits = 0;
    std::thread updater([&resolver] {
        for (std::uint8_t i = 0; i < 100; ++i) {
            const std::string host = "node" + std::to_string(i) + ".internal";
            resolver.AddHost(host, {10, 0, 0, i});
            resolver.AddAlias("www" + std::to_string(i), host);
            if (i >= 50)
                resolver.Expire("node" + std::to_string(i - 50) + ".internal");
        }
    });
    for (int i = 0; i < 200; ++i)
        hits += resolver.Resolve("www" + std::to_string(i % 100)) ? 1 : 0;
    updater.join();
    std::printf("%d hits, %zu hosts\n", hits, resolver.HostCount());
}
