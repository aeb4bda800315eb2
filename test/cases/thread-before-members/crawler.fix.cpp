// A small site crawler over an in-memory site, honouring robots rules.
#include <condition_variable>
#include <deque>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using Site = std::map<std::string, std::vector<std::string>>;

class RobotsRules {
public:
    void disallow(std::string prefix) { prefixes_.push_back(std::move(prefix)); }
    bool permits(const std::string& url) const {
        for (const auto& prefix : prefixes_) {
            if (url.compare(0, prefix.size(), prefix) == 0) return false;
        }
        return true;
    }

private:
    std::vector<std::string> prefixes_;
};

class Crawler {
public:
    Crawler(const Site& site, const std::vector<std::string>& seeds,
            const std::vector<std::string>& disallowed)
        : site_(site), frontier_(seeds.begin(), seeds.end()) {
        robots_ = std::make_unique<RobotsRules>();
        for (const auto& prefix : disallowed) {
            robots_->disallow(prefix);
        }
        thread_ = std::thread(&Crawler::crawl, this);
    }

    Crawler(const Crawler&) = delete;
    Crawler& operator=(const Crawler&) = delete;

    ~Crawler() { thread_.join(); }

    std::set<std::string> wait_for_pages() {
        std::unique_lock<std::mutex> lock(mutex_);
        finished_cv_.wait(lock, [this] { return finished_; });
        return visited_;
    }

private:
    void crawl() {
        while (!frontier_.empty()) {
            std::string url = std::move(frontier_.front());
            frontier_.pop_front();
            visit(url);
        }
        {
            std::lock_guard<std::mutex> lock(mutex_);
            finished_ = true;
        }
        finished_cv_.notify_all();
    }

    void visit(const std::string& url) {
        if (!allowed(url)) return;
        {
            std::lock_guard<std::mutex> lock(mutex_);
            if (!visited_.insert(url).second) return;
        }
        auto page = site_.find(url);
        if (page == site_.end()) return;
        for (const auto& link : page->second) {
            frontier_.push_back(link);
        }
    }

    bool allowed(const std::string& url) const { return robots_->permits(url); }

    const Site site_;
    std::deque<std::string> frontier_;  // the crawling thread's own
    std::unique_ptr<RobotsRules> robots_;
    std::mutex mutex_;
    std::condition_variable finished_cv_;
    bool finished_ = false;
    std::set<std::string> visited_;
    std::thread thread_;
};

int main() {
    const Site site = {{"/", {"/news", "/about", "/admin/users"}},
                       {"/news", {"/", "/news/1"}},
                       {"/admin/users", {"/admin/keys"}}};
    Crawler crawler(site, {"/"}, {"/admin"});
    for (const auto& url : crawler.wait_for_pages()) {
        std::cout << url << '\n';
    }
    return 0;
}
