// In-process publish/subscribe bus; one instance per event hierarchy.
#include <algorithm>
#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bus {

using subscription_id = std::uint64_t;

template <class Event, class Key = std::string>
class topic_bus {
    struct subscriber {
        subscription_id id;
        std::function<void(const Event&)> handler;
    };

public:
    template <class F>
        requires std::invocable<F&, const Event&>
    subscription_id subscribe(const Key& topic, F&& handler) {
        std::lock_guard<std::mutex> topics(topics_mutex_);
        auto& list = topics_[topic];
        std::lock_guard<std::mutex> ids(ids_mutex_);
        const subscription_id id = ++last_id_;
        list.push_back({id, std::forward<F>(handler)});
        owners_.emplace(id, topic);
        return id;
    }

    bool unsubscribe(subscription_id id) {
        std::lock_guard<std::mutex> ids(ids_mutex_);
        auto owner = owners_.find(id);
        if (owner == owners_.end())
            return false;
        {
            std::lock_guard<std::mutex> topics(topics_mutex_); // finding: 'topics_mutex_' is locked while 'ids_mutex_' is held
            auto& list = topics_[owner->second];
            list.erase(std::remove_if(list.begin(), list.end(),
                                      [id](const subscriber& s) { return s.id == id; }),
                       list.end());
        }
        owners_.erase(owner);
        return true;
    }

    void publish(const Key& topic, const Event& event) const {
        std::vector<subscriber> targets;
        {
            std::lock_guard<std::mutex> topics(topics_mutex_);
            if (auto it = topics_.find(topic); it != topics_.end())
                targets = it->second;
        }
        for (auto& s : targets)
            s.handler(event);
    }

    template <class... Events>
    void publish_all(const Key& topic, const Events&... events) const {
        (publish(topic, events), ...);
    }

    std::size_t subscriptions() const {
        std::lock_guard<std::mutex> ids(ids_mutex_);
        return owners_.size();
    }

private:
    mutable std::mutex topics_mutex_;
    mutable std::mutex ids_mutex_;
    std::map<Key, std::vector<subscriber>> topics_;
    std::map<subscription_id, Key> owners_;
    subscription_id last_id_ = 0;
};

template <class Event, class Key>
class scoped_subscription {
public:
    scoped_subscription(topic_bus<Event, Key>& bus, subscription_id id) : bus_(&bus), id_(id) {}
    scoped_subscription(scoped_subscription&& o) noexcept
        : bus_(std::exchange(o.bus_, nullptr)), id_(o.id_) {}
    ~scoped_subscription() {
        if (bus_)
            bus_->unsubscribe(id_);
    }

private:
    topic_bus<Event, Key>* bus_;
    subscription_id id_;
};

}  // namespace bus
