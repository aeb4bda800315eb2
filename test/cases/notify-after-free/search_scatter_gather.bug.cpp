// Search front end that scatters a query to shards and gathers the hits in a collector on its stack; the last shard notifies the collector unlocked.
#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <iterator>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Hit {
    std::string document;
    int score;
};

class HitSink {
public:
    virtual ~HitSink() = default;
    virtual void onHits(std::vector<Hit> hits) = 0;
};

class HitCollector : public HitSink {
public:
    explicit HitCollector(std::size_t shards) : remaining_(shards) {}

    void onHits(std::vector<Hit> hits) override {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            std::move(hits.begin(), hits.end(), std::back_inserter(hits_));
            --remaining_;
        }
        complete_.notify_one();  // finding: 'complete_'
    }

    std::vector<Hit> gather() {
        std::unique_lock<std::mutex> lock(mutex_);
        complete_.wait(lock, [this] { return remaining_ == 0; });
        return std::move(hits_);
    }

private:
    std::mutex mutex_;
    std::condition_variable complete_;
    std::vector<Hit> hits_;
    std::size_t remaining_;
};

class Shard {
public:
    explicit Shard(std::vector<std::string> docs) : docs_(std::move(docs)), thread_([this] { serve(); }) {}
    Shard(const Shard&) = delete;
    Shard& operator=(const Shard&) = delete;
    ~Shard() {
        send({"", nullptr});
        thread_.join();
    }

    struct Query {
        std::string term;
        HitSink* sink;
    };

    void send(Query query) {
        std::lock_guard<std::mutex> lock(mutex_);
        queries_.push(std::move(query));
        arrived_.notify_one();
    }

private:
    void serve() {
        for (;;) {
            Query query = receive();
            if (!query.sink) return;
            std::vector<Hit> hits;
            for (const auto& doc : docs_)
                if (doc.find(query.term) != std::string::npos) hits.push_back({doc, static_cast<int>(doc.size())});
            query.sink->onHits(std::move(hits));
        }
    }

    Query receive() {
        std::unique_lock<std::mutex> lock(mutex_);
        arrived_.wait(lock, [this] { return !queries_.empty(); });
        Query query = std::move(queries_.front());
        queries_.pop();
        return query;
    }

    const std::vector<std::string> docs_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::queue<Query> queries_;
    std::thread thread_;
};

static std::vector<Hit> search(std::vector<std::unique_ptr<Shard>>& shards, const std::string& term) {
    HitCollector collector(shards.size());
    for (auto& shard : shards) shard->send({term, &collector});
    auto hits = collector.gather();
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score < b.score; });
    return hits;
}

int main() {
    std::vector<std::unique_ptr<Shard>> shards;
    shards.push_back(std::make_unique<Shard>(std::vector<std::string>{"red apple", "green pear"}));
    shards.push_back(std::make_unique<Shard>(std::vector<std::string>{"apple tree", "old oak"}));
    for (const char* term : {"apple", "oak", "fir"}) std::printf("%s: %zu hits\n", term, search(shards, term).size());
}
