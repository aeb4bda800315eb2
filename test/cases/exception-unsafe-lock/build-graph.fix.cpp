// Build graph whose nodes are files or rules; the estimate reads a rule under the graph's lock, also of a target that is a file.
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace build {

struct SourceFile {
    std::uint64_t hash = 0;
};

struct Rule {
    std::vector<std::string> inputs;
    int cost = 1;
};

using Node = std::variant<SourceFile, Rule>;

namespace {
std::mutex graphMutex;
std::unordered_map<std::string, Node> graph;
}  // namespace

void define(const std::string& name, Node node) {
    std::lock_guard<std::mutex> guard(graphMutex);
    graph.insert_or_assign(name, std::move(node));
}

bool touch(const std::string& name, std::uint64_t hash) {
    std::lock_guard<std::mutex> guard(graphMutex);
    auto it = graph.find(name);
    if (it == graph.end())
        return false;
    auto* file = std::get_if<SourceFile>(&it->second);
    if (file == nullptr || file->hash == hash)
        return false;
    file->hash = hash;
    return true;
}

int estimate(const std::vector<std::string>& targets) {
    int cost = 0;
    for (const std::string& target : targets) {
        std::lock_guard<std::mutex> guard(graphMutex);
        auto it = graph.find(target);
        if (it == graph.end())
            continue;
        cost += std::get<Rule>(it->second).cost;
    }
    return cost;
}

// Sizes the groups of targets in parallel, to start the dearest one first.
class Planner {
public:
    explicit Planner(std::vector<std::vector<std::string>> groups) : groups_(std::move(groups)) {}

    int dearest() {
        std::vector<std::jthread> workers;
        for (const auto& group : groups_)
            workers.emplace_back([this, &group] { size(group); });
        workers.clear();
        return dearest_.load();
    }

    int skipped() const { return skipped_.load(); }

private:
    void size(const std::vector<std::string>& group) {
        try {
            const int cost = estimate(group);
            int seen = dearest_.load();
            while (seen < cost && !dearest_.compare_exchange_weak(seen, cost)) {
            }
        } catch (const std::bad_variant_access&) {
            ++skipped_;
        }
    }

    const std::vector<std::vector<std::string>> groups_;
    std::atomic<int> dearest_{0};
    std::atomic<int> skipped_{0};
};

}  // namespace build
