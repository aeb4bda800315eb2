// A backup agent whose thread member comes first in the class; it is only started by start() and joined in the destructor's body.
#include <condition_variable>
#include <cstdio>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>

class BackupAgent
{
public:
    explicit BackupAgent(std::string target) : m_target(std::move(target)) {}

    BackupAgent(const BackupAgent&) = delete;
    BackupAgent& operator=(const BackupAgent&) = delete;

    ~BackupAgent() { shutDown(); }

    void start()
    {
        if (!m_thread.joinable())
            m_thread = std::thread(&BackupAgent::copyLoop, this);
    }

    void fileChanged(const std::string& path)
    {
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            m_dirty.insert(path);
        }
        m_changed.notify_one();
    }

    int versionsOf(const std::string& path) const
    {
        std::lock_guard<std::mutex> lock(m_mutex);
        auto it = m_versions.find(m_target + path);
        return it == m_versions.end() ? 0 : it->second;
    }

private:
    void shutDown()
    {
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            m_shuttingDown = true;
        }
        m_changed.notify_all();
        if (m_thread.joinable())
            m_thread.join();
    }

    void copyLoop()
    {
        std::string path;
        while (nextDirty(path))
            copy(path);
    }

    bool nextDirty(std::string& path)
    {
        std::unique_lock<std::mutex> lock(m_mutex);
        m_changed.wait(lock, [this] { return m_shuttingDown || !m_dirty.empty(); });
        if (m_dirty.empty())
            return false;
        path = *m_dirty.begin();
        m_dirty.erase(m_dirty.begin());
        return true;
    }

    void copy(const std::string& path)
    {
        std::string destination = m_target + path;
        std::lock_guard<std::mutex> lock(m_mutex);
        ++m_versions[std::move(destination)];
    }

    std::thread m_thread;
    const std::string m_target;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_shuttingDown = false;
    std::set<std::string> m_dirty;
    std::map<std::string, int> m_versions;
};

int main()
{
    BackupAgent agent("/mnt/backup");
    agent.fileChanged("/etc/hosts");
    agent.start();
    agent.fileChanged("/home/ann/notes.txt");
    agent.fileChanged("/etc/hosts");
    std::printf("%d version(s)\n", agent.versionsOf("/etc/hosts"));
    return 0;
}
