// Read-through cache in shards; a second reader of a key waits for the first one's load with the shard's mutex.
#include <array>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

struct shard {
    std::mutex mutex;
    std::condition_variable loaded;
    std::unordered_map<std::string, std::string> entries;
    std::unordered_set<std::string> loading;
};

struct cache {
    std::array<shard, 8> shards;
    std::mutex global_mutex;
    long coalesced_reads = 0;
};

static shard& shard_of(cache& c, const std::string& key) {
    return c.shards[std::hash<std::string>{}(key) % c.shards.size()];
}

static std::string fetch_from_origin(const std::string& key) {
    return "<doc id='" + key + "'/>";
}

static std::string load(shard& s, const std::string& key) {
    std::string value = fetch_from_origin(key);
    {
        std::lock_guard<std::mutex> guard(s.mutex);
        s.entries.emplace(key, value);
        s.loading.erase(key);
    }
    s.loaded.notify_all();
    return value;
}

static std::string await_load(cache& c, shard& s, const std::string& key) {
    {
        std::lock_guard<std::mutex> stats_guard(c.global_mutex);
        ++c.coalesced_reads;
    }
    std::unique_lock<std::mutex> guard(s.mutex);
    s.loaded.wait(guard, [&] { return s.entries.count(key) != 0; });
    return s.entries.at(key);
}

static std::string get(cache& c, const std::string& key) {
    shard& s = shard_of(c, key);
    bool first = false;
    {
        std::lock_guard<std::mutex> guard(s.mutex);
        if (auto it = s.entries.find(key); it != s.entries.end())
            return it->second;
        first = s.loading.insert(key).second;
    }
    return first ? load(s, key) : await_load(c, s, key);
}

static long coalesced(cache& c) {
    std::lock_guard<std::mutex> guard(c.global_mutex);
    return c.coalesced_reads;
}

int main() {
    cache docs;
    std::vector<std::thread> readers;
    for (int r = 0; r < 4; ++r) {
        readers.emplace_back([&docs] {
            for (int i = 0; i < 32; ++i)
                get(docs, "doc-" + std::to_string(i));
        });
    }
    for (std::thread& reader : readers)
        reader.join();
    std::printf("%ld coalesced reads\n", coalesced(docs));
}
