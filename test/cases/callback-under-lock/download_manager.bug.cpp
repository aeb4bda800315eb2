// Download manager with transfer listeners; the last chunk of a transfer notifies the listeners under the manager's mutex, and the status bar's listener asks the manager for the number of active transfers.
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

struct Transfer {
    int id = 0;
    std::string url;
    std::size_t expected = 0;
    std::size_t received = 0;
};

class TransferListener {
public:
    virtual ~TransferListener() = default;
    virtual void onFinished(const Transfer& transfer) = 0;
};

class DownloadManager {
public:
    void addListener(std::shared_ptr<TransferListener> listener) {
        std::lock_guard lock(m_mutex);
        m_listeners.push_back(std::move(listener));
    }

    int start(std::string url, std::size_t expected) {
        std::lock_guard lock(m_mutex);
        const int id = m_nextId++;
        m_active.emplace(id, Transfer{id, std::move(url), expected, 0});
        return id;
    }

    void onChunk(int id, std::size_t bytes) {
        std::lock_guard lock(m_mutex);
        auto it = m_active.find(id);
        if (it == m_active.end())
            return;
        it->second.received += bytes;
        if (it->second.received >= it->second.expected)
            finish(it);
    }

    std::size_t activeCount() const {
        std::lock_guard lock(m_mutex);
        return m_active.size();
    }

private:
    using ActiveMap = std::unordered_map<int, Transfer>;

    void finish(ActiveMap::iterator it) {
        Transfer done = std::move(it->second);
        m_active.erase(it);
        m_bytesTotal += done.received;
        for (const auto& listener : m_listeners)
            listener->onFinished(done);  // finding: 'onFinished'
    }

    mutable std::mutex m_mutex;
    ActiveMap m_active;
    std::vector<std::shared_ptr<TransferListener>> m_listeners;
    std::size_t m_bytesTotal = 0;
    int m_nextId = 1;
};

class StatusBar : public TransferListener {
public:
    explicit StatusBar(const DownloadManager& manager) : m_manager(manager) {}

    void onFinished(const Transfer&) override {
        m_finished.fetch_add(1);
        if (m_manager.activeCount() == 0)
            m_allDone.store(true);
    }

    int finished() const { return m_finished.load(); }
    bool allDone() const { return m_allDone.load(); }

private:
    const DownloadManager& m_manager;
    std::atomic<int> m_finished{0};
    std::atomic<bool> m_allDone{false};
};

int main() {
    DownloadManager manager;
    auto bar = std::make_shared<StatusBar>(manager);
    manager.addListener(bar);
    const int iso = manager.start("https://mirror.example/image.iso", 4096);
    const int sig = manager.start("https://mirror.example/image.sig", 128);
    std::thread network([&manager, iso] {
        for (int i = 0; i < 4; ++i)
            manager.onChunk(iso, 1024);
    });
    manager.onChunk(sig, 128);
    network.join();
    std::printf("%d finished, all done: %s\n", bar->finished(), bar->allDone() ? "yes" : "no");
    return 0;
}
