// Database page cache with a pluggable replacement policy.
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

using PageId = std::uint32_t;

struct Page {
    PageId id = 0;
    bool dirty = false;
    std::vector<char> bytes;
};

class PageFile {
public:
    std::vector<char> read(PageId id) {
        std::lock_guard<std::mutex> io(io_mu_);
        auto it = blocks_.find(id);
        return it == blocks_.end() ? std::vector<char>(16, 0) : it->second;
    }
    void write(const Page& p) {
        std::lock_guard<std::mutex> io(io_mu_);
        blocks_[p.id] = p.bytes;
    }

private:
    std::mutex io_mu_;
    std::unordered_map<PageId, std::vector<char>> blocks_;
};

class PageCache;

class ReplacementPolicy {
public:
    virtual ~ReplacementPolicy() = default;
    virtual void touched(PageId id) = 0;
    // Called while the cache is full, before a new page is read in.
    virtual void make_room(PageCache& cache) = 0;
};

class PageCache {
public:
    PageCache(PageFile& file, std::size_t cap, std::unique_ptr<ReplacementPolicy> policy)
        : file_(file), capacity_(cap), policy_(std::move(policy)) {}

    std::shared_ptr<Page> fetch(PageId id) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = pages_.find(id);
        if (it != pages_.end()) {
            policy_->touched(id);
            return it->second;
        }
        if (pages_.size() >= capacity_) policy_->make_room(*this);
        auto p = std::make_shared<Page>();
        p->id = id;
        p->bytes = file_.read(id);
        pages_.emplace(id, p);
        policy_->touched(id);
        return p;
    }

    void mark_dirty(PageId id) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = pages_.find(id);
        if (it != pages_.end()) it->second->dirty = true;
    }

    // Explicit drop, e.g. after DROP TABLE.
    void drop(PageId id) {
        std::lock_guard<std::mutex> lk(mu_);
        drop_locked(id);
    }

    void drop_locked(PageId id) {
        auto it = pages_.find(id);
        if (it == pages_.end()) return;
        if (it->second->dirty) file_.write(*it->second);
        pages_.erase(it);
    }

    std::size_t resident() {
        std::lock_guard<std::mutex> lk(mu_);
        return pages_.size();
    }

private:
    PageFile& file_;
    const std::size_t capacity_;
    std::mutex mu_;
    std::unordered_map<PageId, std::shared_ptr<Page>> pages_;
    std::unique_ptr<ReplacementPolicy> policy_;
};

class LruPolicy final : public ReplacementPolicy {
public:
    void touched(PageId id) override {
        order_.remove(id);
        order_.push_front(id);
    }
    void make_room(PageCache& cache) override {
        if (order_.empty()) return;
        PageId victim = order_.back();
        order_.pop_back();
        cache.drop_locked(victim);
    }

private:
    std::list<PageId> order_;
};

int main() {
    PageFile file;
    PageCache cache(file, 4, std::make_unique<LruPolicy>());
    auto scan = [&cache](PageId base) {
        for (PageId i = 0; i < 8; ++i) {
            cache.fetch(base + i);
            if (i % 2) cache.mark_dirty(base + i);
        }
    };
    std::thread a(scan, 0), b(scan, 100);
    a.join();
    b.join();
    return cache.resident() <= 4 ? 0 : 1;
}
