// Breadth-first crawler; each page of a level is fetched by std::async into a local future that ends with the loop body,
// so the pages of a level are fetched strictly one after another.
#include <cstdio>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace crawl {

using url_list = std::vector<std::string>;

class site {
public:
    void add(const std::string& url, url_list links) { pages_[url] = std::move(links); }
    url_list fetch(const std::string& url) const {
        auto it = pages_.find(url);
        return it == pages_.end() ? url_list{} : it->second;
    }

private:
    std::map<std::string, url_list> pages_;
};

class frontier {
public:
    void offer(const url_list& urls) {
        std::lock_guard lock(mtx_);
        for (const auto& u : urls)
            if (seen_.insert(u).second) next_.push_back(u);
    }
    url_list take_level() {
        std::lock_guard lock(mtx_);
        url_list level;
        level.swap(next_);
        return level;
    }
    std::size_t seen() const {
        std::lock_guard lock(mtx_);
        return seen_.size();
    }

private:
    mutable std::mutex mtx_;
    std::set<std::string> seen_;
    url_list next_;
};

void visit(const site& s, frontier& f, const std::string& url) { f.offer(s.fetch(url)); }

std::size_t run(const site& s, const std::string& root, int max_depth) {
    frontier front;
    front.offer({root});
    for (int depth = 0; depth < max_depth; ++depth) {
        const url_list level = front.take_level();
        if (level.empty()) break;
        for (const auto& url : level) {
            auto page = std::async(std::launch::async, visit, std::cref(s), std::ref(front), url);  // finding: 'async'
        }
        std::printf("level %d: %zu pages\n", depth, level.size());
    }
    return front.seen();
}

}  // namespace crawl

int main() {
    crawl::site s;
    s.add("/", {"/docs", "/blog", "/about"});
    s.add("/docs", {"/docs/install", "/docs/api", "/"});
    s.add("/blog", {"/blog/1", "/blog/2", "/about"});
    s.add("/docs/api", {"/docs/api/types"});
    std::printf("%zu urls\n", crawl::run(s, "/", 4));
    return 0;
}
