// Price board: readers wait with a shared_lock, the auditor with a unique_lock, both of the same shared_mutex.
#include <condition_variable>
#include <cstdio>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

class price_board {
    using read_guard = std::shared_lock<std::shared_mutex>;
    using write_guard = std::unique_lock<std::shared_mutex>;

public:
    void quote(const std::string& symbol, double price) {
        {
            write_guard guard(board_mutex_);
            prices_[symbol] = price;
            unaudited_.push_back(symbol);
            ++revision_;
        }
        updated_.notify_all();
    }

    void close_market() {
        {
            write_guard guard(board_mutex_);
            closed_ = true;
        }
        updated_.notify_all();
    }

    bool wait_above(const std::string& symbol, double limit) const {
        read_guard guard(board_mutex_);
        updated_.wait(guard, [&] { return closed_ || price_of(symbol) > limit; });
        return price_of(symbol) > limit;
    }

    bool wait_revision(unsigned revision) const {
        read_guard guard(board_mutex_);
        while (!closed_ && revision_ < revision)
            updated_.wait(guard);
        return revision_ >= revision;
    }

    // The auditor consumes the list of changed symbols, so it needs the exclusive mode.
    std::vector<std::string> take_unaudited() {
        std::vector<std::string> batch;
        write_guard guard(board_mutex_);
        updated_.wait(guard, [this] { return closed_ || !unaudited_.empty(); });
        batch.swap(unaudited_);
        return batch;
    }

private:
    double price_of(const std::string& symbol) const {
        const auto it = prices_.find(symbol);
        return it == prices_.end() ? 0.0 : it->second;
    }

    mutable std::shared_mutex board_mutex_;
    mutable std::condition_variable_any updated_;
    std::map<std::string, double> prices_;
    std::vector<std::string> unaudited_;
    unsigned revision_ = 0;
    bool closed_ = false;
};

int main() {
    price_board board;
    std::size_t audited = 0;
    std::thread trader([&board] {
        if (board.wait_above("ACME", 104.0))
            std::puts("sell");
    });
    std::thread display([&board] {
        unsigned shown = 0;
        while (board.wait_revision(shown + 1))
            ++shown;
    });
    std::thread auditor([&] {
        for (auto batch = board.take_unaudited(); !batch.empty(); batch = board.take_unaudited())
            audited += batch.size();
    });
    for (int i = 0; i < 10; ++i)
        board.quote(i % 2 ? "ACME" : "INIT", 100.0 + i);
    board.close_market();
    trader.join();
    display.join();
    auditor.join();
    std::printf("%zu quotes audited\n", audited);
}
