// Catalogue of messages that a helper fills once for whoever asks; one of the fillers asks for a message.
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <string>

class Catalogue {
public:
    template <typename Fill> const std::string& get(const std::string& key, Fill fill) {
        std::call_once(m_filled, [&] { fill(*this); });  // finding: 'm_filled'
        return m_texts[key];
    }
    void set(const std::string& key, std::string text) { m_texts[key] = std::move(text); }

private:
    std::once_flag m_filled;
    std::map<std::string, std::string> m_texts;
};

static void fillGerman(Catalogue& catalogue) {
    catalogue.set("yes", "ja");
    catalogue.set("agree", catalogue.get("yes", fillGerman) + ", gern");
}

int main() {
    Catalogue german;
    std::printf("%s\n", german.get("agree", fillGerman).c_str());
    return 0;
}
