// Small LSM store with background compaction.
#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Mutex {
public:
    void Lock() {
        mu_.lock();
        holder_.store(std::this_thread::get_id(), std::memory_order_relaxed);
    }
    void Unlock() {
        holder_.store(std::thread::id(), std::memory_order_relaxed);
        mu_.unlock();
    }
    void AssertHeld() const { assert(holder_.load(std::memory_order_relaxed) == std::this_thread::get_id()); }

private:
    std::mutex mu_;
    std::atomic<std::thread::id> holder_{};
};

class MutexLock {
public:
    explicit MutexLock(Mutex* mu) : mu_(mu) { mu_->Lock(); }
    ~MutexLock() { mu_->Unlock(); }
    MutexLock(const MutexLock&) = delete;
    MutexLock& operator=(const MutexLock&) = delete;

private:
    Mutex* const mu_;
};

using Table = std::map<std::string, std::string>;
using TablePtr = std::shared_ptr<const Table>;

class Store {
public:
    ~Store() {
        if (compactor_.joinable()) compactor_.join();
    }

    void Put(const std::string& key, std::string value) {
        MutexLock l(&mutex_);
        mem_[key] = std::move(value);
        if (mem_.size() >= 32) {
            auto full = std::make_shared<const Table>(std::move(mem_));
            mem_ = Table();
            ReplaceTables({}, full);
        }
    }

    void Ingest(TablePtr table) {
        MutexLock l(&mutex_);
        ReplaceTables({}, std::move(table));
    }

    // Called by the owning thread only.
    void Compact() {
        if (compactor_.joinable()) compactor_.join();
        std::vector<TablePtr> inputs;
        {
            MutexLock l(&mutex_);
            inputs = tables_;
        }
        compactor_ = std::thread([this, inputs = std::move(inputs)] {
            auto merged = std::make_shared<Table>();
            for (const auto& t : inputs)
                for (const auto& [k, v] : *t) (*merged)[k] = v;
            MutexLock l(&mutex_);
            ReplaceTables(inputs, std::move(merged));
        });
    }

    size_t TableCount() {
        MutexLock l(&mutex_);
        return tables_.size();
    }

private:
    void ReplaceTables(const std::vector<TablePtr>& dead, TablePtr fresh) {
        mutex_.AssertHeld();
        auto is_dead = [&](const TablePtr& t) { return std::find(dead.begin(), dead.end(), t) != dead.end(); };
        tables_.erase(std::remove_if(tables_.begin(), tables_.end(), is_dead), tables_.end());
        tables_.insert(dead.empty() ? tables_.end() : tables_.begin(), std::move(fresh));
    }

    Mutex mutex_;
    Table mem_;
    std::vector<TablePtr> tables_;  // oldest first
    std::thread compactor_;
};

int main() {
    Store store;
    for (int i = 0; i < 400; ++i) {
        store.Put("key" + std::to_string(i), "v");
        if (i % 150 == 149) store.Compact();
    }
    store.Ingest(std::make_shared<const Table>(Table{{"bulk", "1"}}));
    std::printf("%zu tables\n", store.TableCount());
    return 0;
}
