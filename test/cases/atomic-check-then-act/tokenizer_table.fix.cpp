// Tokenizer with a character table made at the first use.
#include <array>
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

enum class CharClass : unsigned char { Other, Letter, Digit, Space };

struct CharTable {
    std::array<CharClass, 256> classes{};

    CharTable() {
        for (int c = 'a'; c <= 'z'; ++c) classes[static_cast<std::size_t>(c)] = CharClass::Letter;
        for (int c = 'A'; c <= 'Z'; ++c) classes[static_cast<std::size_t>(c)] = CharClass::Letter;
        for (int c = '0'; c <= '9'; ++c) classes[static_cast<std::size_t>(c)] = CharClass::Digit;
        for (char c : {' ', '\t', '\n'}) classes[static_cast<unsigned char>(c)] = CharClass::Space;
    }
};

class Tokenizer {
public:
    Tokenizer() = default;
    Tokenizer(const Tokenizer&) = delete;
    Tokenizer& operator=(const Tokenizer&) = delete;
    ~Tokenizer() { delete table_.load(); }

    std::vector<std::string> split(const std::string& text) {
        const CharTable& table = chars();
        std::vector<std::string> tokens;
        CharClass previous = CharClass::Space;
        for (char c : text) {
            const CharClass cls = table.classes[static_cast<unsigned char>(c)];
            if (cls != CharClass::Space) {
                if (cls != previous || cls == CharClass::Other) tokens.emplace_back();
                tokens.back().push_back(c);
            }
            previous = cls;
        }
        return tokens;
    }

private:
    const CharTable& chars() {
        CharTable* table = table_.load(std::memory_order_acquire);
        if (table == nullptr) {
            CharTable* fresh = new CharTable;
            if (table_.compare_exchange_strong(table, fresh, std::memory_order_acq_rel))
                table = fresh;
            else
                delete fresh;
        }
        return *table;
    }

    std::atomic<CharTable*> table_{nullptr};
};

int main() {
    Tokenizer tokenizer;
    const std::vector<std::string> sources{"let x1 = 42;", "if (a<b) return 7", "while(true) { i = i+1 }"};
    std::vector<std::size_t> counts(sources.size());
    std::vector<std::thread> parsers;
    for (std::size_t i = 0; i < sources.size(); ++i)
        parsers.emplace_back([&, i] { counts[i] = tokenizer.split(sources[i]).size(); });
    for (auto& t : parsers) t.join();
    for (std::size_t n : counts) std::printf("%zu tokens\n", n);
    return 0;
}
