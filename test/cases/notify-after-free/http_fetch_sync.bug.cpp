// HTTP client with a blocking wrapper around the asynchronous call; the callback notifies a local condition of the caller after unlocking.
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>

struct http_response {
    int status = 0;
    std::string body;
};

using http_callback = std::function<void(http_response)>;

// Runs requests on its own thread, like an event loop.
class http_loop {
public:
    http_loop() : thread([this] { run(); }) {}
    http_loop(const http_loop&) = delete;
    http_loop& operator=(const http_loop&) = delete;

    ~http_loop() {
        {
            std::lock_guard guard(mutex);
            quit = true;
        }
        work.notify_one();
        thread.join();
    }

    void get_async(std::string url, http_callback callback) {
        {
            std::lock_guard guard(mutex);
            requests.emplace(std::move(url), std::move(callback));
        }
        work.notify_one();
    }

private:
    void run() {
        std::unique_lock guard(mutex);
        while (true) {
            work.wait(guard, [this] { return quit || !requests.empty(); });
            if (requests.empty()) return;
            auto [url, callback] = std::move(requests.front());
            requests.pop();
            guard.unlock();
            callback(perform(url));
            guard.lock();
        }
    }

    static http_response perform(const std::string& url) {
        if (url.rfind("http://", 0) != 0) return {400, "unsupported scheme"};
        return {200, "<html>" + url.substr(7) + "</html>"};
    }

    std::mutex mutex;
    std::condition_variable work;
    std::queue<std::pair<std::string, http_callback>> requests;
    bool quit = false;
    std::thread thread;
};

http_response get(http_loop& loop, const std::string& url) {
    std::mutex m;
    std::condition_variable answered;
    bool done = false;
    http_response result;

    loop.get_async(url, [&](http_response response) {
        std::unique_lock lk(m);
        result = std::move(response);
        done = true;
        lk.unlock();
        answered.notify_one();  // finding: 'answered'
    });

    std::unique_lock lk(m);
    answered.wait(lk, [&] { return done; });
    return result;
}

int main() {
    http_loop loop;
    std::size_t bytes = 0;
    for (const char* url : {"http://example.org/", "gopher://example.org/", "http://example.org/news"}) {
        const auto response = get(loop, url);
        std::printf("%s -> %d\n", url, response.status);
        bytes += response.body.size();
    }
    std::printf("%zu bytes\n", bytes);
}
