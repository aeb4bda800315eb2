// Document store that hands guards around: locked by a helper, moved in from a function's result, given to a caller who locks.
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class DocumentStore {
public:
    using Lock = std::unique_lock<std::mutex>;

    void put(const std::string& key, std::string text)
    {
        Lock lock(m_mutex, std::defer_lock);
        lockCounted(lock);
        m_documents[key] = std::move(text);
    }

    std::string get(const std::string& key, bool refresh)
    {
        Lock lock;
        if (refresh)
            lock = beginRefresh();
        else
            lock = exclusive();
        const auto it = m_documents.find(key);
        return it == m_documents.end() ? std::string() : it->second;
    }

    void erase(const std::string& key)
    {
        Lock pending(m_mutex, std::defer_lock);
        Lock lock = std::move(pending);
        lock.lock();
        m_documents.erase(key);
    }

    // For bulk changes: the caller decides when the guard is locked, then uses the *Locked functions.
    Lock bulkGuard()
    {
        Lock lock(m_mutex, std::defer_lock);
        return lock;
    }

    void putLocked(const std::string& key, std::string text) { m_documents[key] = std::move(text); }
    std::size_t sizeLocked() const { return m_documents.size(); }

    unsigned contended() const
    {
        std::lock_guard<std::mutex> lock(m_mutex);
        return m_contended;
    }

private:
    void lockCounted(Lock& lock)
    {
        if (lock.try_lock())
            return;
        lock.lock();
        ++m_contended;
    }

    Lock exclusive() { return Lock(m_mutex); }

    Lock beginRefresh()
    {
        Lock lock = exclusive();
        ++m_refreshes;
        return lock;
    }

    mutable std::mutex m_mutex;
    std::map<std::string, std::string> m_documents;
    unsigned m_contended = 0;
    unsigned m_refreshes = 0;
};

static std::size_t importAll(DocumentStore& store, int count)
{
    DocumentStore::Lock lock = store.bulkGuard();
    const std::string stamp = std::to_string(std::chrono::steady_clock::now().time_since_epoch().count());
    lock.lock();
    for (int i = 0; i < count; ++i)
        store.putLocked("import/" + std::to_string(i), stamp);
    return store.sizeLocked();
}

int main()
{
    DocumentStore store;
    std::thread editor([&store] {
        for (int i = 0; i < 100; ++i) {
            store.put("note/" + std::to_string(i % 10), "draft " + std::to_string(i));
            if (i % 4 == 0)
                store.erase("note/" + std::to_string(i % 10));
        }
    });
    const std::size_t documents = importAll(store, 50);
    const std::string note = store.get("note/3", true) + store.get("import/7", false);
    editor.join();
    std::printf("%zu documents, note %s, %u contended\n", documents, note.c_str(), store.contended());
    return 0;
}
