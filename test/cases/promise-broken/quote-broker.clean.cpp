// Insurance quote broker: replies, timeouts and closing compete for a request, and whoever takes it out of the map answers it.
#include <chrono>
#include <future>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

struct no_quote : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class quote_broker {
    using open_requests = std::unordered_map<int, std::promise<double>>;

public:
    quote_broker() = default;
    quote_broker(const quote_broker&) = delete;
    quote_broker& operator=(const quote_broker&) = delete;
    ~quote_broker() { close(); }

    std::future<double> request(int id)
    {
        std::promise<double> quote;
        std::future<double> answer = quote.get_future();
        std::lock_guard<std::mutex> lock(mutex_);
        if (closed_)
            quote.set_exception(std::make_exception_ptr(no_quote("broker is closed")));
        else if (!open_.try_emplace(id, std::move(quote)).second)
            quote.set_exception(std::make_exception_ptr(no_quote("already requested")));
        return answer;
    }

    void on_quote(int id, double premium)
    {
        auto node = take(id);
        if (node.empty())
            return;
        node.mapped().set_value(premium);
    }

    void on_timeout(int id)
    {
        if (auto node = take(id))
            node.mapped().set_exception(std::make_exception_ptr(no_quote("insurer did not answer")));
    }

    void close()
    {
        open_requests abandoned;
        {
            std::lock_guard<std::mutex> lock(mutex_);
            closed_ = true;
            abandoned.swap(open_);
        }
        for (auto& [id, quote] : abandoned)
            quote.set_exception(std::make_exception_ptr(no_quote("broker is closing")));
        abandoned.clear();
    }

private:
    open_requests::node_type take(int id)
    {
        std::lock_guard<std::mutex> lock(mutex_);
        return open_.extract(id);
    }

    std::mutex mutex_;
    open_requests open_;
    bool closed_ = false;
};

int main()
{
    quote_broker broker;
    std::vector<std::future<double>> answers;
    for (int id = 0; id < 6; ++id)
        answers.push_back(broker.request(id));

    std::thread insurer([&broker] {
        for (int id = 0; id < 4; ++id) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            broker.on_quote(id, 99.5 + id);
        }
    });
    std::thread timer([&broker] {
        for (int id = 3; id < 5; ++id) {
            std::this_thread::sleep_for(std::chrono::milliseconds(4));
            broker.on_timeout(id);
        }
    });
    insurer.join();
    timer.join();
    broker.close();

    for (std::future<double>& answer : answers) {
        try {
            std::cout << "premium " << answer.get() << '\n';
        } catch (const no_quote& e) {
            std::cout << e.what() << '\n';
        }
    }
}
