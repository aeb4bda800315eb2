// CRTP monitor: derived components open and close transactions through the base.
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace monitor {

template <class Derived>
class transactional {
public:
    std::uint64_t revision() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return revision_;
    }

protected:
    transactional() = default;
    ~transactional() = default;

    void begin() noexcept { mutex_.lock(); }

    void commit() noexcept {
        ++revision_;
        self().on_commit(revision_);
        mutex_.unlock();
    }

    void abort() noexcept { mutex_.unlock(); }

    template <class F>
    bool transact(F&& body) {
        std::unique_lock<std::mutex> lock(mutex_);
        if (!std::forward<F>(body)(self()))
            return false;
        ++revision_;
        self().on_commit(revision_);
        return true;
    }

    mutable std::mutex mutex_;

private:
    Derived& self() noexcept { return static_cast<Derived&>(*this); }
    std::uint64_t revision_ = 0;
};

template <class Key, class Value, class Validator>
class table : public transactional<table<Key, Value, Validator>> {
    using base = transactional<table<Key, Value, Validator>>;
    friend base;

public:
    explicit table(Validator v) : valid_(std::move(v)) {}

    bool put(const Key& k, const Value& v) noexcept {
        this->begin();
        if (!valid_(k, v)) {
            this->abort();
            return false;
        }
        rows_.insert_or_assign(k, v);
        this->commit();
        return true;
    }

    bool erase(const Key& k) noexcept {
        this->mutex_.lock();
        if (rows_.erase(k) == 0) {
            base::abort();
            return false;
        }
        base::commit();
        return true;
    }

    bool rename(const Key& from, const Key& to) {
        return this->transact([&](table& t) {
            if (t.rows_.contains(to))
                return false;
            auto node = t.rows_.extract(from);
            if (node.empty())
                return false;
            node.key() = to;
            return t.rows_.insert(std::move(node)).inserted;
        });
    }

    template <class F>
    void read(F&& f) const {
        std::lock_guard lock(this->mutex_);
        for (const auto& [k, v] : rows_)
            f(k, v);
    }

    template <class... Pairs>
    std::size_t put_all(const Pairs&... pairs) noexcept {
        return (std::size_t{0} + ... + (put(pairs.first, pairs.second) ? 1 : 0));
    }

private:
    // Runs inside begin()/commit(), so it must not lock again.
    void on_commit(std::uint64_t rev) noexcept { last_commit_ = rev; }

    Validator valid_;
    std::unordered_map<Key, Value> rows_;
    std::uint64_t last_commit_ = 0;
};

}  // namespace monitor
