// Session cache whose misses are loaded by its caller's function, under the cache's lock.
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

namespace web {

template <class Key, class Value>
class LoadingCache {
public:
    using Loader = std::function<Value(const Key&)>;

    // Returns the cached value; asks the loader for it the first time.
    Value get(const Key& key, const Loader& load) {
        mutex_.lock();  // finding: mutex_
        auto it = entries_.find(key);
        if (it == entries_.end())
            it = entries_.emplace(key, load(key)).first;
        Value value = it->second;
        mutex_.unlock();
        return value;
    }

    std::optional<Value> peek(const Key& key) const {
        std::lock_guard<std::mutex> guard(mutex_);
        auto it = entries_.find(key);
        if (it == entries_.end())
            return std::nullopt;
        return it->second;
    }

    bool erase(const Key& key) {
        std::lock_guard<std::mutex> guard(mutex_);
        return entries_.erase(key) > 0;
    }

    std::size_t size() const {
        std::lock_guard<std::mutex> guard(mutex_);
        return entries_.size();
    }

private:
    mutable std::mutex mutex_;
    std::unordered_map<Key, Value> entries_;
};

struct Session {
    std::string user;
    int scopes = 0;
};

struct BadToken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

Session decodeToken(const std::string& token) {
    const auto dot = token.find('.');
    if (dot == std::string::npos)
        throw BadToken("token has no signature");
    return Session{token.substr(0, dot), static_cast<int>(token.size() - dot)};
}

class Authenticator {
public:
    int authenticate(const std::string& token) {
        try {
            return sessions_.get(token, decodeToken).scopes;
        } catch (const BadToken&) {
            return -1;
        }
    }

    void logout(const std::string& token) { sessions_.erase(token); }

    bool isKnown(const std::string& token) const { return sessions_.peek(token).has_value(); }

private:
    LoadingCache<std::string, Session> sessions_;
};

}  // namespace web
