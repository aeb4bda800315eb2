// Synchronous facade of an asynchronous RPC client: the call's local mutex and condition variable are shared with the completion callback, which the client's thread runs.
#include <condition_variable>
#include <deque>
#include <functional>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class AsyncClient {
public:
    using Callback = std::function<void(int status, std::string body)>;

    AsyncClient() : io_([this] { run(); }) {}
    AsyncClient(const AsyncClient&) = delete;
    AsyncClient& operator=(const AsyncClient&) = delete;

    // All requests are answered before the destructor returns.
    ~AsyncClient()
    {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_one();
        io_.join();
    }

    void send(std::string path, Callback callback)
    {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            queue_.emplace_back(std::move(path), std::move(callback));
        }
        wake_.notify_one();
    }

private:
    void run()
    {
        std::unique_lock<std::mutex> lock(mutex_);
        for (;;) {
            wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            auto [path, callback] = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            callback(path.empty() ? 400 : 200, "<" + path + ">");
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::pair<std::string, Callback>> queue_;
    bool stopping_ = false;
    std::thread io_;
};

static std::string fetch(AsyncClient& client, const std::string& path)
{
    std::mutex mutex;
    std::condition_variable finished;
    bool done = false;
    std::string result;

    client.send(path, [&](int status, std::string body) {
        std::lock_guard<std::mutex> lock(mutex);
        result = status == 200 ? std::move(body) : "error " + std::to_string(status);
        done = true;
        finished.notify_one();
    });

    std::unique_lock<std::mutex> lock(mutex);
    finished.wait(lock, [&] { return done; });
    return result;
}

int main()
{
    AsyncClient client;
    std::string other;
    std::thread second([&] { other = fetch(client, "/health"); });
    const std::string first = fetch(client, "/index");
    const std::string bad = fetch(client, "");
    second.join();
    std::cout << first << '\n' << bad << '\n' << other << '\n';
    return 0;
}
