// scope_exit and the places in the session store that rely on it.
#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace session {

template <class F>
class [[nodiscard]] scope_exit {
public:
    explicit scope_exit(F f) noexcept(std::is_nothrow_move_constructible_v<F>) : f_(std::move(f)) {}
    scope_exit(const scope_exit&) = delete;
    scope_exit& operator=(const scope_exit&) = delete;
    ~scope_exit() {
        if (armed_)
            f_();
    }
    void dismiss() noexcept { armed_ = false; }

private:
    F f_;
    bool armed_ = true;
};

template <class F>
scope_exit(F) -> scope_exit<F>;

struct on_scope_exit {
    template <class F>
    friend auto operator+(on_scope_exit, F&& f) {
        return scope_exit<std::decay_t<F>>(std::forward<F>(f));
    }
};

template <class Id, class State>
class session_store {
public:
    template <class... Args>
    bool open(const Id& id, Args&&... args) {
        mutex_.lock();
        scope_exit unlock([this] { mutex_.unlock(); });
        if (sessions_.size() >= max_sessions_)
            return false;
        return sessions_.try_emplace(id, std::forward<Args>(args)...).second;
    }

    std::optional<State> snapshot(const Id& id) const {
        mutex_.lock();
        auto unlock = on_scope_exit{} + [&]() noexcept { mutex_.unlock(); };
        auto it = sessions_.find(id);
        if (it == sessions_.end())
            return std::nullopt;
        return it->second;
    }

    // Runs `f` without the lock; concurrent callers for the same id wait their turn.
    template <class F>
    bool exclusively(const Id& id, F&& f) {
        std::unique_lock lock(mutex_);
        while (busy_.count(id) != 0)
            idle_.wait(lock);
        auto it = sessions_.find(id);
        if (it == sessions_.end())
            return false;
        busy_.emplace(id, true);
        State& state = it->second;

        scope_exit done([&] {
            busy_.erase(id);
            lock.unlock();
            idle_.notify_all();
        });
        lock.unlock();
        scope_exit relock([&] { lock.lock(); });
        std::forward<F>(f)(state);
        return true;
    }

    bool close(const Id& id) {
        std::unique_lock lock(mutex_);
        idle_.wait(lock, [&] { return busy_.find(id) == busy_.end(); });
        return sessions_.erase(id) != 0;
    }

    template <class Pred>
    std::vector<Id> expire(Pred pred) {
        std::vector<Id> gone;
        mutex_.lock();
        auto release = [this](auto*) { mutex_.unlock(); };
        std::unique_ptr<session_store, decltype(release)> held(this, release);
        for (auto it = sessions_.begin(); it != sessions_.end();) {
            if (busy_.count(it->first) == 0 && pred(it->second)) {
                gone.push_back(it->first);
                it = sessions_.erase(it);
            } else {
                ++it;
            }
        }
        return gone;
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable idle_;
    std::map<Id, State> sessions_;
    std::map<Id, bool> busy_;
    std::size_t max_sessions_ = 1024;
};

}  // namespace session
