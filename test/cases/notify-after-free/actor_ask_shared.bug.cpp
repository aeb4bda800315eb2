// Actor runtime with a blocking ask(); the reply slot is a local of the asking thread and the actor notifies it after leaving its lock.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

template <typename State>
class Actor {
public:
    explicit Actor(State initial) : m_state(std::move(initial)), m_thread(&Actor::drain, this) {}
    Actor(const Actor&) = delete;
    Actor& operator=(const Actor&) = delete;

    ~Actor() {
        tell(nullptr);
        m_thread.join();
    }

    using Message = std::function<void(State&)>;

    void tell(Message message) {
        std::lock_guard<std::mutex> lock(m_mutex);
        m_mailbox.push_back(std::move(message));
        m_hasMail.notify_one();
    }

    template <typename Query>
    auto ask(Query query) {
        using Answer = std::invoke_result_t<Query, State&>;
        ReplySlot<Answer> slot;
        tell([&slot, query](State& state) { slot.put(query(state)); });
        return slot.take();
    }

private:
    template <typename T>
    class ReplySlot {
    public:
        void put(T value) {
            {
                std::lock_guard<std::mutex> lock(m_mutex);
                m_value.emplace(std::move(value));
            }
            m_replied.notify_one();  // finding: 'm_replied'
        }

        T take() {
            std::unique_lock<std::mutex> lock(m_mutex);
            m_replied.wait(lock, [this] { return m_value.has_value(); });
            return std::move(*m_value);
        }

    private:
        std::mutex m_mutex;
        std::condition_variable m_replied;
        std::optional<T> m_value;
    };

    void drain() {
        for (;;) {
            Message message;
            {
                std::unique_lock<std::mutex> lock(m_mutex);
                m_hasMail.wait(lock, [this] { return !m_mailbox.empty(); });
                message = std::move(m_mailbox.front());
                m_mailbox.pop_front();
            }
            if (!message) return;
            message(m_state);
        }
    }

    State m_state;
    std::mutex m_mutex;
    std::condition_variable m_hasMail;
    std::deque<Message> m_mailbox;
    std::thread m_thread;
};

struct Account {
    long balance = 0;
    std::vector<long> history;
};

int main() {
    Actor<Account> account(Account{});
    for (long amount = 1; amount <= 10; ++amount)
        account.tell([amount](Account& a) {
            a.balance += amount;
            a.history.push_back(amount);
        });
    const long balance = account.ask([](Account& a) { return a.balance; });
    const auto entries = account.ask([](Account& a) { return a.history.size(); });
    std::printf("balance %ld after %zu entries\n", balance, entries);
    return balance == 55 ? 0 : 1;
}
