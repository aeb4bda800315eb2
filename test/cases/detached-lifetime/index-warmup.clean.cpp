#include <atomic>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace fulltext {

class Postings {
public:
    void add(const std::string& word, std::uint32_t document) {
        std::lock_guard<std::mutex> lock(mutex_);
        lists_[word].push_back(document);
    }

    std::vector<std::uint32_t> find(const std::string& word) const {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = lists_.find(word);
        return it == lists_.end() ? std::vector<std::uint32_t>() : it->second;
    }

private:
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> lists_;
};

std::size_t readShard(const std::string& file, Postings& postings) {
    std::ifstream in(file);
    std::string word;
    std::uint32_t document = 0;
    std::size_t count = 0;
    while (in >> word >> document) {
        postings.add(word, document);
        ++count;
    }
    return count;
}

// One thread for each shard file; returns when all of them are read.
std::size_t warmUp(const std::vector<std::string>& shards, Postings& postings) {
    std::atomic<std::size_t> total{0};
    auto remaining = std::make_shared<std::latch>(static_cast<std::ptrdiff_t>(shards.size()));
    for (const std::string& shard : shards) {
        auto read = [&total, &shard, &postings, remaining] {
            total += readShard(shard, postings);
            remaining->count_down();
        };
        try {
            std::thread(read).detach();
        } catch (const std::system_error&) {
            read();
        }
    }
    remaining->wait();
    return total.load();
}

class Engine {
public:
    explicit Engine(std::vector<std::string> shards) : shards_(std::move(shards)) {}

    std::size_t open() {
        auto fresh = std::make_shared<Postings>();
        const std::size_t entries = warmUp(shards_, *fresh);
        std::lock_guard<std::mutex> lock(mutex_);
        postings_ = std::move(fresh);
        return entries;
    }

    std::vector<std::uint32_t> search(const std::string& word) const {
        const std::shared_ptr<const Postings> postings = current();
        return postings ? postings->find(word) : std::vector<std::uint32_t>();
    }

private:
    std::shared_ptr<const Postings> current() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return postings_;
    }

    const std::vector<std::string> shards_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Postings> postings_;
};

}  // namespace fulltext
