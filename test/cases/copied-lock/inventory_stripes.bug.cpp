// Inventory of a warehouse in lock stripes; the update takes its stripe by 'auto', copying the stripe's lock while the shelf behind it is shared.
#include <pthread.h>

#include <cstddef>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace warehouse {

using Shelf = std::unordered_map<std::string, int>;

class StripeLock {
public:
    StripeLock() { pthread_mutex_init(&m_mutex, nullptr); }

    void Acquire() { pthread_mutex_lock(&m_mutex); }
    void Release() { pthread_mutex_unlock(&m_mutex); }

private:
    pthread_mutex_t m_mutex;
};

struct Stripe {
    StripeLock lock;
    std::shared_ptr<Shelf> shelf = std::make_shared<Shelf>();
};

class ScopedStripe {
public:
    explicit ScopedStripe(Stripe& stripe) : m_stripe(stripe) { m_stripe.lock.Acquire(); }
    ~ScopedStripe() { m_stripe.lock.Release(); }
    ScopedStripe(const ScopedStripe&) = delete;
    ScopedStripe& operator=(const ScopedStripe&) = delete;
    Shelf* operator->() const { return m_stripe.shelf.get(); }

private:
    Stripe& m_stripe;
};

class Inventory {
public:
    explicit Inventory(std::size_t stripes) : m_stripes(stripes) {}

    void Add(const std::string& article, int pieces)
    {
        auto stripe = m_stripes[IndexOf(article)]; // finding: 'stripe'
        ScopedStripe shelf(stripe);
        auto [slot, isNew] = shelf->try_emplace(article, pieces);
        if (!isNew)
            slot->second += pieces;
    }

    int Count(const std::string& article)
    {
        ScopedStripe shelf(m_stripes[IndexOf(article)]);
        auto slot = shelf->find(article);
        return slot == shelf->end() ? 0 : slot->second;
    }

private:
    std::size_t IndexOf(const std::string& article) const
    {
        return std::hash<std::string>{}(article) % m_stripes.size();
    }

    std::vector<Stripe> m_stripes;
};

} // namespace warehouse

int main()
{
    warehouse::Inventory inventory(4);
    std::vector<std::thread> gates;
    for (int gate = 0; gate < 3; ++gate) {
        gates.emplace_back([&inventory] {
            for (int i = 0; i < 600; ++i)
                inventory.Add("article-" + std::to_string(i % 12), 1);
        });
    }
    for (auto& gate : gates)
        gate.join();
    std::cout << inventory.Count("article-3") << " pieces of article-3\n";
    return 0;
}
