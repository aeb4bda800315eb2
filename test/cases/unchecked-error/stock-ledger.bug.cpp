// Warehouse bins. Several terminals move goods at the same time.
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

class StockError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Bin {
public:
    Bin() = default;
    explicit Bin(long capacity) : capacity_(capacity) {}

    void take(long qty) {
        if (qty > held_) throw StockError("not enough stock");
        held_ -= qty;
    }
    void put(long qty) {
        if (held_ + qty > capacity_) throw StockError("bin full");
        held_ += qty;
    }
    long held() const { return held_; }

private:
    long capacity_ = 0;
    long held_ = 0;
};

struct Movement {
    std::string from, to;
    long qty;
};

class Ledger {
public:
    void addBin(const std::string& name, long capacity) {
        std::lock_guard<std::mutex> lk(mutex_);
        bins_.try_emplace(name, capacity);
    }

    // True when the goods have been booked.
    bool receive(const std::string& to, long qty) {
        try {
            std::lock_guard<std::mutex> lk(mutex_);
            Bin& dst = find(to);
            dst.put(qty);
            journal_.push_back({"", to, qty});
        } catch (const StockError& e) {
            std::fprintf(stderr, "receive %ld: %s\n", qty, e.what());
            return false;
        }
        return true;
    }

    bool move(const std::string& from, const std::string& to, long qty) {
        if (from == to) return true;
        try {
            std::lock_guard<std::mutex> lk(mutex_);
            Bin src = find(from);
            Bin dst = find(to);
            src.take(qty);
            dst.put(qty);
            journal_.push_back({from, to, qty});
            find(from) = src;
            find(to) = dst;
        } catch (const StockError&) {  // finding: 'find'
        }
        return true;
    }

    long total() const {
        std::lock_guard<std::mutex> lk(mutex_);
        long sum = 0;
        for (const auto& [name, bin] : bins_) sum += bin.held();
        return sum;
    }

    std::vector<Movement> journal() const {
        std::lock_guard<std::mutex> lk(mutex_);
        return journal_;
    }

private:
    Bin& find(const std::string& name) {
        auto it = bins_.find(name);
        if (it == bins_.end()) throw StockError("no bin " + name);
        return it->second;
    }

    mutable std::mutex mutex_;
    std::unordered_map<std::string, Bin> bins_;
    std::vector<Movement> journal_;
};

struct PickOrder {
    std::string from, to;
    long qty;
};

// Returns the orders that a clerk has to look at.
std::vector<PickOrder> runPicks(Ledger& ledger, const std::vector<PickOrder>& orders) {
    std::vector<PickOrder> open;
    for (const PickOrder& o : orders)
        if (!ledger.move(o.from, o.to, o.qty)) open.push_back(o);
    return open;
}
