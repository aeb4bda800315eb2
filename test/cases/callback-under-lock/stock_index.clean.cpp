// Warehouse stock index whose queries take predicates, comparators, transforms and visitors from the caller and run them at once on the locked table; none of them is kept.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct stock_item {
    std::string sku;
    int on_hand = 0;
    int reserved = 0;
};

class stock_index {
public:
    using predicate = std::function<bool(const stock_item&)>;
    using ordering = std::function<bool(const stock_item&, const stock_item&)>;

    void put(stock_item item) {
        std::unique_lock lock(mutex_);
        std::string key = item.sku;
        items_.insert_or_assign(std::move(key), std::move(item));
    }

    // The transform sees the item as it is and changes it in place; nobody sees it half changed.
    template <typename Transform>
    bool update(const std::string& sku, Transform&& transform) {
        std::unique_lock lock(mutex_);
        auto it = items_.find(sku);
        if (it == items_.end())
            return false;
        transform(it->second);
        return true;
    }

    std::size_t remove_if(const predicate& unwanted) {
        std::unique_lock lock(mutex_);
        return std::erase_if(items_, [&unwanted](const auto& entry) { return unwanted(entry.second); });
    }

    std::vector<stock_item> select(const predicate& wanted, const ordering& before) const {
        std::vector<stock_item> result;
        std::shared_lock lock(mutex_);
        for (const auto& [sku, item] : items_)
            if (wanted(item))
                result.insert(std::upper_bound(result.begin(), result.end(), item, before), item);
        return result;
    }

    void for_each(const std::function<void(const stock_item&)>& visitor) const {
        std::shared_lock lock(mutex_);
        for (const auto& entry : items_)
            visitor(entry.second);
    }

    std::size_t size() const {
        std::shared_lock lock(mutex_);
        return items_.size();
    }

private:
    mutable std::shared_mutex mutex_;
    std::map<std::string, stock_item> items_;
};

int main() {
    stock_index index;
    for (int i = 0; i < 8; ++i)
        index.put({"sku-" + std::to_string(i), i * 3, 0});

    std::thread orders([&index] {
        for (int i = 0; i < 8; ++i)
            index.update("sku-" + std::to_string(i), [](stock_item& item) {
                if (item.on_hand - item.reserved >= 2)
                    item.reserved += 2;
            });
    });
    const std::size_t gone = index.remove_if([](const stock_item& item) { return item.on_hand == 0; });
    orders.join();

    int reserved = 0;
    index.for_each([&reserved](const stock_item& item) { reserved += item.reserved; });
    const auto scarce = index.select([](const stock_item& item) { return item.on_hand < 10; },
                                     [](const stock_item& a, const stock_item& b) { return a.on_hand < b.on_hand; });
    std::printf("%zu gone, %zu left, %d reserved, %zu scarce\n", gone, index.size(), reserved, scarce.size());
    return 0;
}
