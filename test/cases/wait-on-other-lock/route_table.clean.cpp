// Router control plane: whoever changes routes holds the route and the peer mutex, so a wait with either of them sees every change.
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace net {

class RouteTable {
public:
    void peerUp(const std::string& peer) {
        {
            std::scoped_lock both(m_routesMutex, m_peersMutex);
            m_peers.insert(peer);
            m_routes[peer] = "via " + peer;
            ++m_generation;
        }
        announceChange();
    }

    void peerDown(const std::string& peer) {
        {
            std::scoped_lock both(m_routesMutex, m_peersMutex);
            m_peers.erase(peer);
            m_routes.erase(peer);
            ++m_generation;
        }
        announceChange();
    }

    void close() {
        {
            std::scoped_lock both(m_peersMutex, m_routesMutex);
            m_closed = true;
        }
        announceChange();
    }

    // For the forwarding plane, which never asks about peers.
    bool awaitGeneration(std::uint64_t& known, std::vector<std::string>& routes) {
        std::unique_lock<std::mutex> lock(m_routesMutex);
        m_routesChanged.wait(lock, [&] { return m_closed || m_generation != known; });
        if (m_closed)
            return false;
        known = m_generation;
        routes.clear();
        for (const auto& [peer, route] : m_routes)
            routes.push_back(route);
        return true;
    }

    // For the session manager, which never asks about routes.
    bool awaitPeers(std::size_t count) {
        std::unique_lock<std::mutex> lock(m_peersMutex);
        while (!m_closed && m_peers.size() < count)
            m_peersChanged.wait(lock);
        return m_peers.size() >= count;
    }

private:
    void announceChange() {
        m_routesChanged.notify_all();
        m_peersChanged.notify_all();
    }

    std::mutex m_routesMutex;
    std::mutex m_peersMutex;
    std::condition_variable m_routesChanged;
    std::condition_variable m_peersChanged;
    std::map<std::string, std::string> m_routes;
    std::set<std::string> m_peers;
    std::uint64_t m_generation = 0;
    bool m_closed = false;
};

}  // namespace net

int main() {
    net::RouteTable table;
    std::thread forwarding([&table] {
        std::uint64_t known = 0;
        std::vector<std::string> routes;
        while (table.awaitGeneration(known, routes)) {
        }
    });
    std::thread sessions([&table] {
        if (table.awaitPeers(3))
            std::puts("quorum of peers");
    });
    for (int i = 0; i < 4; ++i)
        table.peerUp("10.0.0." + std::to_string(i));
    table.peerDown("10.0.0.2");
    table.close();
    forwarding.join();
    sessions.join();
}
