// Document with a lazily built word index.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Document {
public:
    explicit Document(std::string text) : m_text(std::move(text)) {}

    int occurrences(const std::string& word) const {
        ensureIndexed();
        const auto it = m_index.find(word);
        return it == m_index.end() ? 0 : static_cast<int>(it->second.size());
    }

    std::size_t vocabulary() const {
        ensureIndexed();
        return m_index.size();
    }

    double richness() const {
        ensureIndexed();
        return m_richness;
    }

private:
    void ensureIndexed() const {
        std::call_once(m_indexed, [this] { buildIndex(); });
    }

    static std::string normalize(std::string word) {
        word.erase(std::remove_if(word.begin(), word.end(), [](unsigned char c) { return std::ispunct(c) != 0; }),
                   word.end());
        for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return word;
    }

    void buildIndex() const {
        std::istringstream in(m_text);
        std::string word;
        int position = 0;
        while (in >> word) m_index[normalize(word)].push_back(position++);
        m_richness = computeRichness(position);
    }

    double computeRichness(int words) const {
        if (words == 0) return 0.0;
        return static_cast<double>(m_index.size()) / words;
    }

    std::string m_text;
    mutable std::once_flag m_indexed;
    mutable std::map<std::string, std::vector<int>> m_index;
    mutable double m_richness = 0.0;
};

int main() {
    const Document doc("The cat saw the dog. The dog, however, did not see the cat; it slept.");
    std::thread reader([&doc] { std::printf("the: %d\n", doc.occurrences("the")); });
    const double richness = doc.richness();
    reader.join();
    std::printf("dog: %d, %zu words, richness %.2f\n", doc.occurrences("dog"), doc.vocabulary(), richness);
    return 0;
}
