// Scatter-gather search over shards: futures are returned, moved into a vector and asked later.
#include <algorithm>
#include <cstdio>
#include <future>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

struct Hit {
    int document;
    double score;
};

class Shard {
public:
    Shard(int id, std::vector<std::string> docs) : id_(id), docs_(std::move(docs)) {}

    std::vector<Hit> search(const std::string& term) const {
        std::vector<Hit> hits;
        for (std::size_t i = 0; i < docs_.size(); ++i)
            if (docs_[i].find(term) != std::string::npos)
                hits.push_back({id_ * 1000 + static_cast<int>(i), static_cast<double>(term.size()) / docs_[i].size()});
        return hits;
    }

    std::future<std::vector<Hit>> searchAsync(std::string term) const {
        return std::async(std::launch::async, [this, term = std::move(term)] { return search(term); });
    }

private:
    int id_;
    std::vector<std::string> docs_;
};

class Cluster {
public:
    explicit Cluster(std::vector<Shard> shards) : shards_(std::move(shards)) {}

    std::vector<Hit> query(const std::string& term) const {
        std::vector<std::future<std::vector<Hit>>> pending;
        for (const Shard& shard : shards_) {
            auto answer = shard.searchAsync(term);
            pending.push_back(std::move(answer));
        }
        std::vector<Hit> merged;
        for (auto& p : pending) {
            auto part = p.get();
            merged.insert(merged.end(), part.begin(), part.end());
        }
        std::sort(merged.begin(), merged.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
        return merged;
    }

    std::shared_future<std::vector<Hit>> queryShared(std::string term) const {
        auto running = std::async(std::launch::async, [this, term = std::move(term)] { return query(term); });
        return running.share();
    }

    std::size_t countIn(std::size_t shard, const std::string& term) const {
        return shards_.at(shard).searchAsync(term).get().size();
    }

private:
    std::vector<Shard> shards_;
};

int main() {
    Cluster cluster({Shard(1, {"blue whale", "grey wolf", "red fox"}), Shard(2, {"killer whale", "arctic fox"}),
                     Shard(3, {"whale song", "house cat"})});
    auto foxes = cluster.queryShared("fox");
    for (const Hit& h : cluster.query("whale")) std::printf("%d %.3f\n", h.document, h.score);
    std::printf("%zu foxes, %zu of them in the first shard\n", foxes.get().size(), cluster.countIn(0, "fox"));
    return 0;
}
