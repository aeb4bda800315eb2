// Peer-to-peer node with a transaction pool and a table of peers.
#include <cstdint>
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#define LOCKABLE __attribute__((lockable))
#define SCOPED_LOCKABLE __attribute__((scoped_lockable))
#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define EXCLUSIVE_LOCK_FUNCTION(...) __attribute__((exclusive_lock_function(__VA_ARGS__)))
#define UNLOCK_FUNCTION(...) __attribute__((unlock_function(__VA_ARGS__)))
#define EXCLUSIVE_LOCKS_REQUIRED(...) __attribute__((exclusive_locks_required(__VA_ARGS__)))

class LOCKABLE CriticalSection {
public:
    void lock() EXCLUSIVE_LOCK_FUNCTION() { m.lock(); }
    void unlock() UNLOCK_FUNCTION() { m.unlock(); }

private:
    std::mutex m;
};

struct SCOPED_LOCKABLE CriticalBlock {
    explicit CriticalBlock(CriticalSection& cs) EXCLUSIVE_LOCK_FUNCTION(cs) : section(cs) { section.lock(); }
    ~CriticalBlock() UNLOCK_FUNCTION() { section.unlock(); }
    CriticalBlock(const CriticalBlock&) = delete;
    CriticalSection& section;
};
#define LOCK(cs) CriticalBlock block_##cs(cs)

using TxId = std::uint64_t;
using PeerId = int;

class Node {
    // Lock order: cs_peers before cs_pool.
    CriticalSection cs_peers;
    CriticalSection cs_pool;
    std::map<PeerId, std::set<TxId>> announced GUARDED_BY(cs_peers);
    std::map<TxId, int> pool GUARDED_BY(cs_pool);
    std::size_t removed GUARDED_BY(cs_pool) = 0;

    void RemoveTx(TxId id) EXCLUSIVE_LOCKS_REQUIRED(cs_pool) { removed += pool.erase(id); }

public:
    void Connect(PeerId peer) {
        LOCK(cs_peers);
        announced.try_emplace(peer);
    }

    void Accept(PeerId peer, TxId id, int fee) {
        LOCK(cs_peers);
        auto it = announced.find(peer);
        if (it == announced.end())
            return;
        it->second.insert(id);
        LOCK(cs_pool);
        pool.emplace(id, fee);
    }

    void BlockMined(TxId upTo) {
        LOCK(cs_pool);
        while (!pool.empty() && pool.begin()->first <= upTo)
            RemoveTx(pool.begin()->first);
    }

    void Misbehaving(PeerId peer) {
        LOCK(cs_peers);
        auto it = announced.find(peer);
        if (it == announced.end())
            return;
        {
            LOCK(cs_pool);
            for (TxId id : it->second)
                RemoveTx(id);
        }
        announced.erase(it);
    }

    std::size_t Removed() {
        LOCK(cs_pool);
        return removed;
    }
};

int main() {
    Node node;
    for (PeerId p = 0; p < 4; ++p)
        node.Connect(p);
    std::thread net([&node] {
        for (TxId id = 0; id < 2000; ++id)
            node.Accept(static_cast<PeerId>(id % 4), id, 10);
    });
    std::thread validation([&node] {
        for (TxId upTo = 0; upTo < 1000; upTo += 50)
            node.BlockMined(upTo);
    });
    node.Misbehaving(2);
    net.join();
    validation.join();
    std::cout << node.Removed() << " removed\n";
}
