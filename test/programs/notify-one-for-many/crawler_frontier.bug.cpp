// Site crawler: every page yields a batch of links, all of which are put into the frontier with a single wake-up for all fetchers.
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

class Frontier {
public:
    void addAll(std::vector<std::string> links) {
        std::lock_guard<std::mutex> guard(mu_);
        for (auto& link : links)
            if (seen_.insert(link).second) todo_.push_back(std::move(link));
        ready_.notify_one();  // finding: 'ready_'
    }

    // False when the crawl is over: nothing to do and nobody who could find more.
    bool take(std::string& url) {
        std::unique_lock<std::mutex> guard(mu_);
        ready_.wait(guard, [this] { return !todo_.empty() || active_ == 0; });
        if (todo_.empty()) return false;
        url = std::move(todo_.front());
        todo_.pop_front();
        ++active_;
        return true;
    }

    void finished() {
        std::lock_guard<std::mutex> guard(mu_);
        if (--active_ == 0 && todo_.empty()) ready_.notify_all();
    }

    std::size_t visited() {
        std::lock_guard<std::mutex> guard(mu_);
        return seen_.size();
    }

private:
    std::mutex mu_;
    std::condition_variable ready_;
    std::deque<std::string> todo_;
    std::unordered_set<std::string> seen_;
    int active_ = 0;
};

// Stands in for an HTTP fetch followed by link extraction.
static std::vector<std::string> extractLinks(const std::string& url) {
    std::vector<std::string> links;
    if (url.size() > 24) return links;
    for (char c : {'a', 'b', 'c'}) links.push_back(url + "/" + c);
    return links;
}

class Fetcher {
public:
    explicit Fetcher(Frontier& frontier) : frontier_(frontier) {}

    void operator()() {
        std::string url;
        while (frontier_.take(url)) {
            auto links = extractLinks(url);
            if (!links.empty()) frontier_.addAll(std::move(links));
            frontier_.finished();
        }
    }

private:
    Frontier& frontier_;
};

int main() {
    Frontier frontier;
    frontier.addAll({"http://example.org"});

    std::vector<std::thread> fetchers;
    for (int i = 0; i < 4; ++i) fetchers.emplace_back(Fetcher(frontier));
    for (auto& f : fetchers) f.join();

    std::printf("%zu pages visited\n", frontier.visited());
    return frontier.visited() > 1 ? 0 : 1;
}
