// Assembler with an opcode table in a function-local static.
#include <cstdint>
#include <cstdio>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

using OpcodeMap = std::unordered_map<std::string, std::uint8_t>;

static const OpcodeMap& opcodes();

static std::optional<std::uint8_t> lookup(const OpcodeMap& table, const std::string& mnemonic) {
    const auto it = table.find(mnemonic);
    if (it == table.end()) return std::nullopt;
    return it->second;
}

static std::optional<std::uint8_t> lookup(const std::string& mnemonic) { return lookup(opcodes(), mnemonic); }

static OpcodeMap buildTable() {
    OpcodeMap t{{"mov", 0x01}, {"add", 0x02}, {"sub", 0x03}, {"jmp", 0x10}, {"jz", 0x11}, {"ret", 0xc3}};
    const std::vector<std::pair<std::string, std::string>> aliases{{"goto", "jmp"}, {"je", "jz"}, {"return", "ret"}};
    for (const auto& [alias, target] : aliases) {
        if (const auto code = lookup(t, target)) t.emplace(alias, *code);
    }
    return t;
}

static const OpcodeMap& opcodes() {
    static const OpcodeMap map = buildTable();
    return map;
}

struct Assembly {
    std::vector<std::uint8_t> code;
    std::vector<std::string> unknown;
};

static Assembly assemble(const std::string& source) {
    Assembly out;
    std::istringstream in(source);
    std::string mnemonic;
    while (in >> mnemonic) {
        if (const auto code = lookup(mnemonic))
            out.code.push_back(*code);
        else
            out.unknown.push_back(mnemonic);
    }
    return out;
}

int main() {
    const std::vector<std::string> units{"mov add ret", "mov sub je goto", "nop return"};
    std::vector<Assembly> results(units.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < units.size(); ++i)
        threads.emplace_back([&results, &units, i] { results[i] = assemble(units[i]); });
    for (auto& t : threads) t.join();
    for (const Assembly& a : results) std::printf("%zu bytes, %zu unknown\n", a.code.size(), a.unknown.size());
    return 0;
}
