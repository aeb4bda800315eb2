// Plugin host with load, lookup and unload; unload() tells the plugin goodbye while the host's table is locked, so a plugin that looks up a sibling in AboutToUnload() hangs the host.
#include <pthread.h>

#include <atomic>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>

class Mutex {
public:
    Mutex() { pthread_mutex_init(&handle_, nullptr); }
    ~Mutex() { pthread_mutex_destroy(&handle_); }
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    void Acquire() { pthread_mutex_lock(&handle_); }
    void Release() { pthread_mutex_unlock(&handle_); }

private:
    pthread_mutex_t handle_;
};

class AutoLock {
public:
    explicit AutoLock(Mutex& mutex) : mutex_(mutex) { mutex_.Acquire(); }
    ~AutoLock() { mutex_.Release(); }
    AutoLock(const AutoLock&) = delete;
    AutoLock& operator=(const AutoLock&) = delete;

private:
    Mutex& mutex_;
};

class PluginHost;

class Plugin {
public:
    virtual ~Plugin() = default;
    virtual std::string Name() const = 0;
    virtual void AboutToUnload(PluginHost& host) = 0;
};

class PluginHost {
public:
    bool Load(std::shared_ptr<Plugin> plugin) {
        const std::string name = plugin->Name();
        AutoLock lock(mutex_);
        return plugins_.emplace(name, std::move(plugin)).second;
    }

    std::shared_ptr<Plugin> Find(const std::string& name) {
        AutoLock lock(mutex_);
        auto it = plugins_.find(name);
        return it == plugins_.end() ? nullptr : it->second;
    }

    bool Unload(const std::string& name) {
        AutoLock lock(mutex_);
        auto it = plugins_.find(name);
        if (it == plugins_.end())
            return false;
        it->second->AboutToUnload(*this);  // finding: 'AboutToUnload'
        plugins_.erase(it);
        ++unloads_;
        return true;
    }

    int Unloads() {
        AutoLock lock(mutex_);
        return unloads_;
    }

private:
    Mutex mutex_;
    std::map<std::string, std::shared_ptr<Plugin>> plugins_;
    int unloads_ = 0;
};

class SpellChecker : public Plugin {
public:
    explicit SpellChecker(std::string language) : language_(std::move(language)) {}
    std::string Name() const override { return "spell." + language_; }
    void AboutToUnload(PluginHost&) override { active_.store(false); }
    bool Active() const { return active_.load(); }

private:
    const std::string language_;
    std::atomic<bool> active_{true};
};

int main() {
    PluginHost host;
    auto english = std::make_shared<SpellChecker>("en");
    auto german = std::make_shared<SpellChecker>("de");
    if (!host.Load(english) || !host.Load(german))
        return 1;
    std::thread closer([&host] { host.Unload("spell.en"); });
    const bool found = host.Find("spell.de") != nullptr;
    closer.join();
    std::printf("found %d, active %d/%d, unloads %d\n", found, english->Active(), german->Active(), host.Unloads());
    return 0;
}
