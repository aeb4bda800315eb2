// Plugin host with a registry of entry points; unload() guards the removal with the registry's mutex.
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

struct Plugin {
    std::string name;
    std::function<int(int)> entry;
};

using PluginPtr = std::shared_ptr<const Plugin>;

class PluginHost {
public:
    void load(std::string name, std::function<int(int)> entry)
    {
        auto plugin = std::make_shared<const Plugin>(Plugin{name, std::move(entry)});
        std::unique_lock<std::mutex> registryLock(m_registryMutex);
        m_plugins[std::move(name)] = std::move(plugin);
        ++m_generation;
    }

    bool unload(const std::string& name)
    {
        PluginPtr removed;
        {
            std::unique_lock<std::mutex> registryLock(m_registryMutex);
            removed = detach(name);
        }
        // The last reference may run a destructor of the plugin, so it goes outside of the block.
        return removed != nullptr;
    }

    int call(const std::string& name, int argument) const
    {
        const PluginPtr plugin = find(name);
        return plugin ? plugin->entry(argument) : -1;
    }

    unsigned generation() const
    {
        std::unique_lock<std::mutex> registryLock(m_registryMutex);
        return m_generation;
    }

private:
    PluginPtr find(const std::string& name) const
    {
        std::unique_lock<std::mutex> registryLock(m_registryMutex);
        const auto it = m_plugins.find(name);
        return it == m_plugins.end() ? nullptr : it->second;
    }

    PluginPtr detach(const std::string& name)
    {
        const auto it = m_plugins.find(name);
        if (it == m_plugins.end())
            return nullptr;
        PluginPtr plugin = std::move(it->second);
        m_plugins.erase(it);
        ++m_generation;
        return plugin;
    }

    mutable std::mutex m_registryMutex;
    std::unordered_map<std::string, PluginPtr> m_plugins;
    unsigned m_generation = 0;
};

int main()
{
    PluginHost host;
    host.load("double", [](int x) { return 2 * x; });
    host.load("square", [](int x) { return x * x; });

    std::vector<std::thread> threads;
    threads.emplace_back([&host] {
        for (int i = 0; i < 100; ++i)
            host.call(i % 2 ? "double" : "square", i);
    });
    threads.emplace_back([&host] {
        for (int i = 0; i < 100; ++i) {
            host.unload("square");
            host.load("square", [](int x) { return x * x; });
        }
    });
    for (auto& thread : threads)
        thread.join();
    std::printf("generation %u\n", host.generation());
}
