// Search index: editors add documents and wait until all is indexed, on the condition on which the idle indexers also wait; the last document done wakes one of them all.
#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <list>
#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct document {
    int id;
    std::string text;
};

class index_backlog {
public:
    void add(document doc) {
        std::lock_guard<std::mutex> hold(lock_);
        waiting_.push_back(std::move(doc));
        ++unfinished_;
        changed_.notify_all();
    }

    // An empty list means that the backlog has been closed.
    std::list<document> take() {
        std::list<document> one;
        std::unique_lock<std::mutex> hold(lock_);
        while (waiting_.empty() && !closed_) changed_.wait(hold);
        if (!waiting_.empty()) one.splice(one.end(), waiting_, waiting_.begin());
        return one;
    }

    void mark_done(std::size_t count) {
        std::lock_guard<std::mutex> hold(lock_);
        unfinished_ -= count;
        if (unfinished_ == 0) changed_.notify_one();  // finding: 'changed_'
    }

    void wait_drained() {
        std::unique_lock<std::mutex> hold(lock_);
        while (unfinished_ != 0) changed_.wait(hold);
    }

    void close() {
        std::lock_guard<std::mutex> hold(lock_);
        closed_ = true;
        changed_.notify_all();
    }

private:
    std::mutex lock_;
    std::condition_variable changed_;
    std::list<document> waiting_;
    std::size_t unfinished_ = 0;  // waiting or being indexed
    bool closed_ = false;
};

class search_index {
public:
    explicit search_index(int indexers) {
        for (int i = 0; i < indexers; ++i) indexers_.emplace_back([this] { index_documents(); });
    }

    ~search_index() {
        backlog_.close();
        for (auto& t : indexers_) t.join();
    }

    void add(int id, std::string text) { backlog_.add({id, std::move(text)}); }
    void flush() { backlog_.wait_drained(); }

    std::size_t hits(const std::string& word) {
        std::lock_guard<std::mutex> hold(postings_lock_);
        auto it = postings_.find(word);
        return it == postings_.end() ? 0 : it->second.size();
    }

private:
    void index_documents() {
        for (auto docs = backlog_.take(); !docs.empty(); docs = backlog_.take()) {
            for (const auto& doc : docs) merge(doc);
            backlog_.mark_done(docs.size());
        }
    }

    void merge(const document& doc) {
        std::istringstream in(doc.text);
        std::set<std::string> words;
        for (std::string w; in >> w;) words.insert(w);
        std::lock_guard<std::mutex> hold(postings_lock_);
        for (const auto& w : words) postings_[w].insert(doc.id);
    }

    std::mutex postings_lock_;
    std::map<std::string, std::set<int>> postings_;
    index_backlog backlog_;
    std::vector<std::thread> indexers_;
};

int main() {
    search_index index(3);
    std::vector<std::size_t> found(4);
    std::vector<std::thread> editors;
    for (int e = 0; e < 4; ++e)
        editors.emplace_back([&index, &found, e] {
            for (int n = 0; n < 20; ++n) index.add(e * 100 + n, "minutes of meeting " + std::to_string(n));
            index.flush();
            found[static_cast<std::size_t>(e)] = index.hits("meeting");
        });
    for (auto& e : editors) e.join();
    std::printf("between %zu and %zu hits\n", *std::min_element(found.begin(), found.end()),
                *std::max_element(found.begin(), found.end()));
}
