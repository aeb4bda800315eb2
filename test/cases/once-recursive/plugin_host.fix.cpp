// Plugin host whose plugins are readied at first use.
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
    using Settings = std::map<std::string, std::string>;

    explicit Plugin(Settings settings) : m_settings(std::move(settings)) {}
    virtual ~Plugin() = default;

    void ensureReady() {
        std::call_once(m_ready, [this] { onLoad(); });
    }

    // What the plugin goes by, which onLoad() may have completed.
    std::string setting(const std::string& key) {
        ensureReady();
        return findSetting(key);
    }

    virtual bool process(const std::string& text) = 0;

protected:
    virtual void onLoad() = 0;

    std::string findSetting(const std::string& key) const {
        const auto it = m_settings.find(key);
        return it == m_settings.end() ? std::string() : it->second;
    }
    void completeSetting(const std::string& key, std::string value) { m_settings.emplace(key, std::move(value)); }

private:
    std::once_flag m_ready;
    Settings m_settings;
};

class SpellChecker : public Plugin {
public:
    using Plugin::Plugin;

    bool process(const std::string& text) override { return text.find(m_typo) == std::string::npos; }

protected:
    void onLoad() override {
        completeSetting("language", "en");
        m_typo = findSetting("language") == "de" ? "Strase" : "teh";
    }

private:
    std::string m_typo;
};

class LengthLimit : public Plugin {
public:
    using Plugin::Plugin;
    bool process(const std::string& text) override { return text.size() <= m_limit; }

protected:
    void onLoad() override {
        completeSetting("limit", "20");
        m_limit = std::stoul(findSetting("limit"));
    }

private:
    std::size_t m_limit = 0;
};

int main() {
    std::vector<std::unique_ptr<Plugin>> plugins;
    plugins.push_back(std::make_unique<SpellChecker>(Plugin::Settings{}));
    plugins.push_back(std::make_unique<LengthLimit>(Plugin::Settings{{"limit", "12"}}));
    auto review = [&plugins](const std::string& text) {
        for (auto& p : plugins) {
            p->ensureReady();
            std::printf("%s: %s\n", text.c_str(), p->process(text) ? "fine" : "rejected");
        }
    };
    std::thread first(review, "teh cat");
    std::thread second(review, "a rather long sentence");
    first.join();
    second.join();
    std::printf("language %s\n", plugins.front()->setting("language").c_str());
    return 0;
}
