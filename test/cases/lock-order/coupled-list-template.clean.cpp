// Sorted list with hand-over-hand (lock coupling) traversal.
#include <concepts>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace coupling {

template <class T>
struct node {
    std::mutex m;
    std::optional<T> value;
    node<T>* next = nullptr;

    node() = default;
    explicit node(T v) : value(std::move(v)) {}
};

template <class T, class Compare = std::less<>>
class coupled_list {
    using node_t = node<T>;

public:
    coupled_list() = default;
    coupled_list(const coupled_list&) = delete;
    coupled_list& operator=(const coupled_list&) = delete;

    ~coupled_list() {
        for (node_t* n = head_.next; n != nullptr;)
            delete std::exchange(n, n->next);
    }

    bool insert(T value) {
        auto fresh = std::make_unique<node_t>(std::move(value));
        std::unique_lock<std::mutex> prev_lock(head_.m);
        node_t* prev = &head_;
        while (node_t* cur = prev->next) {
            std::unique_lock<std::mutex> cur_lock(cur->m);
            if (!less_(*cur->value, *fresh->value)) {
                if (!less_(*fresh->value, *cur->value))
                    return false;
                break;
            }
            prev = cur;
            prev_lock = std::move(cur_lock);
        }
        fresh->next = prev->next;
        prev->next = fresh.release();
        return true;
    }

    template <class U>
    bool remove(const U& key) noexcept {
        node_t* prev = &head_;
        prev->m.lock();
        node_t* cur = prev->next;
        while (cur != nullptr) {
            cur->m.lock();
            if (!less_(*cur->value, key))
                break;
            prev->m.unlock();
            prev = cur;
            cur = cur->next;
        }
        if (cur == nullptr) {
            prev->m.unlock();
            return false;
        }
        const bool match = !less_(key, *cur->value);
        if (match)
            prev->next = cur->next;
        prev->m.unlock();
        cur->m.unlock();
        if (match)
            delete cur;
        return match;
    }

    template <std::predicate<const T&> Pred>
    std::optional<T> find_first_if(Pred pred) const {
        const node_t* cur = &head_;
        std::unique_lock<std::mutex> lk(head_.m);
        while (node_t* next = cur->next) {
            std::unique_lock<std::mutex> next_lk(next->m);
            lk.unlock();
            if (pred(*next->value))
                return next->value;
            cur = next;
            lk = std::move(next_lk);
        }
        return std::nullopt;
    }

    template <class F>
    void for_each(F&& f) {
        node_t* cur = &head_;
        std::unique_lock<std::mutex> lk(cur->m);
        while ((cur = cur->next) != nullptr) {
            std::unique_lock<std::mutex> next(cur->m);
            lk.swap(next);
            next.unlock();
            f(*cur->value);
        }
    }

private:
    mutable node_t head_;
    [[no_unique_address]] Compare less_;
};

}  // namespace coupling
