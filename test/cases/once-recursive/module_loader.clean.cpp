// Module loader: load() is recursive over the dependencies, and only its outermost level goes through the once flag.
#include <cstdio>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct ModuleSpec {
    std::string name;
    std::vector<std::string> dependencies;
};

class ModuleLoader {
public:
    explicit ModuleLoader(std::vector<ModuleSpec> specs) {
        for (auto& s : specs) m_specs.emplace(s.name, std::move(s));
    }

    // The start-up order of all modules that `root` needs; computed for the first root that is asked for.
    const std::vector<std::string>& startupOrder(const std::string& root) {
        load(root, 0);
        return m_order;
    }

private:
    static constexpr int kMaxDepth = 32;

    void load(const std::string& name, int depth) {
        if (depth == 0) {
            std::call_once(m_loaded, [this, &name] { load(name, 1); });
            return;
        }
        if (depth > kMaxDepth || !m_visited.insert(name).second) return;
        const auto it = m_specs.find(name);
        if (it == m_specs.end()) {
            m_missing.push_back(name);
            return;
        }
        for (const auto& dep : it->second.dependencies) load(dep, depth + 1);
        m_order.push_back(name);
    }

    std::map<std::string, ModuleSpec> m_specs;
    std::once_flag m_loaded;
    std::set<std::string> m_visited;
    std::vector<std::string> m_order;
    std::vector<std::string> m_missing;
};

int main() {
    ModuleLoader loader({{"app", {"net", "ui"}},
                         {"net", {"core", "crypto"}},
                         {"ui", {"core", "fonts"}},
                         {"crypto", {"core"}},
                         {"core", {}}});
    std::vector<std::size_t> sizes(3);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < sizes.size(); ++i)
        threads.emplace_back([&loader, &sizes, i] { sizes[i] = loader.startupOrder("app").size(); });
    for (auto& t : threads) t.join();
    for (const auto& name : loader.startupOrder("app")) std::printf("%s ", name.c_str());
    std::printf("(%zu modules)\n", sizes.front());
    return 0;
}
