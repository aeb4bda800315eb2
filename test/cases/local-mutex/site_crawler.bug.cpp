// Site crawler with a shared frontier; every worker thread guards the frontier with a mutex of its own stack.
#include <deque>
#include <functional>
#include <iostream>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Page {
    std::string url;
    int depth = 0;
};

struct Frontier {
    std::deque<Page> pending;
    std::set<std::string> seen;
    int fetched = 0;
};

constexpr int kMaxDepth = 4;

// A synthetic site: each page links to two pages one level down.
std::vector<Page> FetchLinks(const Page& page)
{
    if (page.depth >= kMaxDepth)
        return {};
    return {{page.url + "/a", page.depth + 1}, {page.url + "/b", page.depth + 1}};
}

void CrawlWorker(Frontier& frontier)
{
    std::mutex frontierMutex;
    for (;;) {
        Page page;
        {
            std::lock_guard lock(frontierMutex); // finding: 'frontierMutex'
            if (frontier.pending.empty())
                return;
            page = std::move(frontier.pending.front());
            frontier.pending.pop_front();
            ++frontier.fetched;
        }

        const auto links = FetchLinks(page);
        if (links.empty())
            continue;

        std::lock_guard lock(frontierMutex); // finding: 'frontierMutex'
        for (const auto& link : links) {
            if (frontier.seen.insert(link.url).second)
                frontier.pending.push_back(link);
        }
    }
}

int main()
{
    Frontier frontier;
    for (const char* seed : {"https://a.example", "https://b.example", "https://c.example"}) {
        frontier.seen.insert(seed);
        frontier.pending.push_back({seed, 0});
    }

    std::vector<std::thread> workers;
    for (int i = 0; i < 3; ++i)
        workers.emplace_back(CrawlWorker, std::ref(frontier));
    for (auto& worker : workers)
        worker.join();

    std::cout << frontier.fetched << " pages of " << frontier.seen.size() << " fetched\n";
    return 0;
}
