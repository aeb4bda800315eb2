// Crawler on top of a callback-style HTTP transport, with a blocking wrapper around it.
#include <condition_variable>
#include <functional>
#include <future>
#include <iostream>
#include <list>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

struct fetch_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class http_transport {
public:
    using on_body = std::function<void(std::string)>;
    using on_failure = std::function<void(int status)>;

    http_transport() : loop_([this] { run(); }) {}

    ~http_transport()
    {
        {
            std::lock_guard<std::mutex> lk(mtx_);
            closing_ = true;
        }
        cv_.notify_one();
        loop_.join();
    }

    // Exactly one of the two callbacks is called, on the transport's thread.
    void get(std::string url, on_body body, on_failure failure)
    {
        {
            std::lock_guard<std::mutex> lk(mtx_);
            requests_.push_back({std::move(url), std::move(body), std::move(failure)});
        }
        cv_.notify_one();
    }

private:
    struct request {
        std::string url;
        on_body body;
        on_failure failure;
    };

    void run()
    {
        std::unique_lock<std::mutex> lk(mtx_);
        for (;;) {
            cv_.wait(lk, [this] { return closing_ || !requests_.empty(); });
            if (requests_.empty())
                return;
            request req = std::move(requests_.front());
            requests_.pop_front();
            lk.unlock();
            if (req.url.find("missing") != std::string::npos)
                req.failure(404);
            else
                req.body("<a href='/next'>" + req.url + "</a>");
            lk.lock();
        }
    }

    std::mutex mtx_;
    std::condition_variable cv_;
    std::list<request> requests_;
    bool closing_ = false;
    std::thread loop_;
};

std::string fetch(http_transport& transport, const std::string& url)
{
    auto page = std::make_shared<std::promise<std::string>>();
    std::future<std::string> arrived = page->get_future();
    transport.get(
        url,
        [page](std::string text) { page->set_value(std::move(text)); },
        [url, page](int status) {
            std::clog << url << ": status " << status << '\n';
            page->set_exception(std::make_exception_ptr(fetch_error("cannot fetch " + url)));
        });
    return arrived.get();
}

std::size_t count_links(const std::string& page)
{
    std::size_t links = 0;
    for (auto at = page.find("href="); at != std::string::npos; at = page.find("href=", at + 1))
        ++links;
    return links;
}

int main()
{
    http_transport transport;
    for (const char* url : {"/index", "/news", "/missing/page", "/about"}) {
        try {
            const std::string page = fetch(transport, url);
            std::cout << url << ": " << count_links(page) << " links\n";
        } catch (const fetch_error& e) {
            std::cout << e.what() << '\n';
        }
    }
}
