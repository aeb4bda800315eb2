#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>

using Clock = std::chrono::steady_clock;

class ArtifactIndex {
public:
    bool lookup(std::size_t digest, std::string& artifact) {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = entries_.find(digest);
        if (it == entries_.end()) return false;
        it->second.used = Clock::now();
        artifact = it->second.artifact;
        return true;
    }

    void insert(std::size_t digest, std::string artifact) {
        std::lock_guard<std::mutex> lock(mutex_);
        entries_[digest] = Entry{std::move(artifact), Clock::now()};
    }

    std::size_t evictOlderThan(Clock::duration age) {
        const Clock::time_point oldest = Clock::now() - age;
        std::lock_guard<std::mutex> lock(mutex_);
        return std::erase_if(entries_, [&](const auto& item) { return item.second.used < oldest; });
    }

private:
    struct Entry {
        std::string artifact;
        Clock::time_point used{};
    };
    std::mutex mutex_;
    std::unordered_map<std::size_t, Entry> entries_;
};

static ArtifactIndex& sharedIndex() {
    static ArtifactIndex sharedIndexInstance;
    return sharedIndexInstance;
}

static void evictForever() {
    for (;;) {
        std::this_thread::sleep_for(std::chrono::seconds(1));
        sharedIndex().evictOlderThan(std::chrono::minutes(10));
    }
}

static void startEvictor() {
    std::thread evictor(evictForever);
    evictor.detach();  // finding: sharedIndex
}

static std::size_t digestOf(const std::string& source) {
    std::ifstream in(source, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    return std::hash<std::string>{}(text);
}

static bool compile(const std::string& source, const std::string& artifact) {
    const std::string command = "cc -c '" + source + "' -o '" + artifact + "'";
    return std::system(command.c_str()) == 0;
}

static bool build(const std::string& source) {
    const std::size_t digest = digestOf(source);
    std::string artifact;
    if (sharedIndex().lookup(digest, artifact)) return true;
    artifact = source + ".o";
    if (!compile(source, artifact)) return false;
    sharedIndex().insert(digest, artifact);
    return true;
}

int main() {
    startEvictor();
    int failed = 0;
    std::string source;
    while (std::getline(std::cin, source)) {
        if (!build(source)) ++failed;
    }
    std::fprintf(stderr, "%d failed\n", failed);
    return failed == 0 ? 0 : 1;
}
