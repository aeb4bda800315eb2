// Message catalogs loaded on demand; the loaded pointer is tested without the lock first and once more under it.
#include <atomic>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Catalog {
public:
    explicit Catalog(const std::string& language) {
        const bool german = language == "de";
        m_texts["greeting"] = german ? "Guten Tag" : "Good day";
        m_texts["farewell"] = german ? "Auf Wiedersehen" : "Goodbye";
    }
    std::string text(const std::string& id) const {
        const auto it = m_texts.find(id);
        return it == m_texts.end() ? id : it->second;
    }

private:
    std::map<std::string, std::string> m_texts;
};

class Translator {
public:
    explicit Translator(std::string language) : m_language(std::move(language)) {}

    std::string translate(const std::string& id) {
        m_requests.fetch_add(1, std::memory_order_relaxed);
        return catalog().text(id);
    }

    // Switches over once; later calls with the same threshold change nothing.
    void degradeAfter(int limit) {
        if (m_requests.load(std::memory_order_relaxed) < limit) return;
        std::lock_guard<std::mutex> lock(m_mutex);
        if (m_mode.load(std::memory_order_relaxed) == Mode::Full) {
            m_mode.store(Mode::Reduced, std::memory_order_release);
            ++m_switches;
        }
    }

    bool reduced() const { return m_mode.load(std::memory_order_acquire) == Mode::Reduced; }

    int switches() const {
        std::lock_guard<std::mutex> lock(m_mutex);
        return m_switches;
    }

private:
    enum class Mode { Full, Reduced };

    const Catalog& catalog() {
        const Catalog* c = m_catalog.load(std::memory_order_acquire);
        if (c == nullptr) {
            std::lock_guard<std::mutex> lock(m_mutex);
            c = m_catalog.load(std::memory_order_relaxed);
            if (c == nullptr) {
                m_storage = std::make_unique<Catalog>(m_language);
                c = m_storage.get();
                m_catalog.store(c, std::memory_order_release);
            }
        }
        return *c;
    }

    const std::string m_language;
    mutable std::mutex m_mutex;
    std::unique_ptr<Catalog> m_storage;
    std::atomic<const Catalog*> m_catalog{nullptr};
    std::atomic<Mode> m_mode{Mode::Full};
    std::atomic<int> m_requests{0};
    int m_switches = 0;
};

int main() {
    Translator translator("de");
    std::vector<std::thread> sessions;
    for (int s = 0; s < 3; ++s)
        sessions.emplace_back([&translator] {
            for (int i = 0; i < 10 && !translator.reduced(); ++i) {
                const std::string text = translator.translate(i % 2 == 0 ? "greeting" : "farewell");
                if (text.empty()) return;
                translator.degradeAfter(15);
            }
        });
    for (auto& s : sessions) s.join();
    std::printf("%s, %d switch(es)\n", translator.translate("farewell").c_str(), translator.switches());
    return 0;
}
