// Web crawler with a shared frontier and retries of failed downloads.
#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct target {
    std::string url;
    int attempts = 0;
};

struct page {
    bool ok = false;
    std::vector<std::string> links;
};

using fetch_fn = page (*)(const target&);

class crawler {
public:
    crawler(fetch_fn fetch, int workers) : fetch_(fetch) {
        for (int i = 0; i < workers; ++i)
            threads_.emplace_back(&crawler::work, this);
    }

    ~crawler() {
        {
            std::lock_guard<std::mutex> lk(m_);
            stopping_ = true;
        }
        ready_.notify_all();
        for (auto& t : threads_)
            t.join();
    }

    void seed(std::string url) {
        std::lock_guard<std::mutex> lk(m_);
        if (seen_.insert(url).second)
            push_locked({std::move(url), 0});
    }

    void wait_idle() {
        std::unique_lock<std::mutex> lk(m_);
        idle_.wait(lk, [this] { return active_ == 0 && frontier_.empty(); });
    }

    std::size_t seen() {
        std::lock_guard<std::mutex> lk(m_);
        return seen_.size();
    }

private:
    void push_locked(target t) {
        frontier_.push_back(std::move(t));
        ready_.notify_one();
    }

    void work() {
        std::unique_lock<std::mutex> lk(m_);
        for (;;) {
            ready_.wait(lk, [this] { return stopping_ || !frontier_.empty(); });
            if (stopping_)
                return;
            target t = std::move(frontier_.front());
            frontier_.pop_front();
            ++active_;
            lk.unlock();

            page p = fetch_(t);

            lk.lock();
            if (!p.ok && ++t.attempts < 3)
                push_locked(std::move(t));
            for (auto& link : p.links)
                if (seen_.insert(link).second)
                    push_locked({link, 0});
            if (--active_ == 0 && frontier_.empty())
                idle_.notify_all();
        }
    }

    const fetch_fn fetch_;
    std::mutex m_;
    std::condition_variable ready_;
    std::condition_variable idle_;
    std::deque<target> frontier_;
    std::set<std::string> seen_;
    int active_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

static page fake_fetch(const target& t) {
    page p;
    p.ok = t.url.size() % 3 != 0 || t.attempts > 1;
    if (p.ok && t.url.size() < 12)
        p.links = {t.url + "/a", t.url + "/bc"};
    return p;
}

int main() {
    crawler c(&fake_fetch, 3);
    c.seed("/");
    c.seed("/news");
    c.wait_idle();
    std::cout << c.seen() << " pages\n";
}
