// Plugin host: unloading waits for the last use and destroys the plugin, while the last user notifies the plugin's condition without the lock.
#include <condition_variable>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Plugin {
public:
    explicit Plugin(std::string name) : name_(std::move(name)) {}
    virtual ~Plugin() = default;
    virtual int process(int value) const = 0;

    void retain() {
        std::lock_guard<std::mutex> lock(usersMutex_);
        ++users_;
    }

    void release() {
        std::unique_lock<std::mutex> lock(usersMutex_);
        const bool idle = --users_ == 0;
        lock.unlock();
        if (idle) unused_.notify_all();  // finding: 'unused_'
    }

    void waitUnused() {
        std::unique_lock<std::mutex> lock(usersMutex_);
        unused_.wait(lock, [this] { return users_ == 0; });
    }

    const std::string& name() const { return name_; }

private:
    const std::string name_;
    std::mutex usersMutex_;
    std::condition_variable unused_;
    int users_ = 0;
};

class ScalePlugin : public Plugin {
public:
    ScalePlugin(std::string name, int factor) : Plugin(std::move(name)), factor_(factor) {}
    int process(int value) const override { return value * factor_; }

private:
    const int factor_;
};

class PluginHost {
public:
    void load(std::unique_ptr<Plugin> plugin) {
        std::lock_guard<std::mutex> lock(registryMutex_);
        auto& place = plugins_[plugin->name()];
        if (!place) place = std::move(plugin);
    }

    int run(const std::string& name, int value) {
        Plugin* plugin = checkOut(name);
        if (!plugin) return value;
        const int result = plugin->process(value);
        plugin->release();
        return result;
    }

    bool unload(const std::string& name) {
        std::unique_ptr<Plugin> victim;
        {
            std::lock_guard<std::mutex> lock(registryMutex_);
            auto it = plugins_.find(name);
            if (it == plugins_.end()) return false;
            victim = std::move(it->second);
            plugins_.erase(it);
        }
        victim->waitUnused();
        return true;
    }

private:
    Plugin* checkOut(const std::string& name) {
        std::lock_guard<std::mutex> lock(registryMutex_);
        auto it = plugins_.find(name);
        if (it == plugins_.end()) return nullptr;
        it->second->retain();
        return it->second.get();
    }

    std::mutex registryMutex_;
    std::map<std::string, std::unique_ptr<Plugin>> plugins_;
};

int main() {
    PluginHost host;
    host.load(std::make_unique<ScalePlugin>("double", 2));
    host.load(std::make_unique<ScalePlugin>("triple", 3));

    std::vector<std::thread> channels;
    for (int c = 0; c < 3; ++c)
        channels.emplace_back([&host, c] {
            long sum = 0;
            for (int i = 0; i < 500; ++i) sum += host.run(i % 2 ? "double" : "triple", i);
            std::printf("channel %d: %ld\n", c, sum);
        });
    const bool unloaded = host.unload("double");
    for (auto& c : channels) c.join();
    std::printf("double was %s\n", unloaded ? "unloaded" : "not there");
}
