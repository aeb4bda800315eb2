// Registry of media codecs, filled with the built-in ones at first use; the filling goes through the public add(), which itself
// makes sure that the registry has been filled.
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using Bytes = std::vector<unsigned char>;
using Decoder = std::function<Bytes(const Bytes&)>;

class CodecRegistry {
public:
    void add(const std::string& name, Decoder decoder) {
        loadBuiltins();
        std::unique_lock lock(mutex_);
        decoders_[name] = std::move(decoder);
    }

    Bytes decode(const std::string& name, const Bytes& data) {
        loadBuiltins();
        Decoder decoder;
        {
            std::shared_lock lock(mutex_);
            const auto it = decoders_.find(name);
            if (it == decoders_.end()) return {};
            decoder = it->second;
        }
        return decoder(data);
    }

private:
    void loadBuiltins() {
        std::call_once(builtinsLoaded_, &CodecRegistry::addBuiltins, this);  // finding: 'builtinsLoaded_'
    }

    void addBuiltins() {
        add("raw", [](const Bytes& in) { return in; });
        add("rle", &CodecRegistry::decodeRle);
    }

    static Bytes decodeRle(const Bytes& in) {
        Bytes out;
        for (std::size_t i = 0; i + 1 < in.size(); i += 2) out.insert(out.end(), in[i], in[i + 1]);
        return out;
    }

    std::once_flag builtinsLoaded_;
    std::shared_mutex mutex_;
    std::map<std::string, Decoder> decoders_;
};

int main() {
    CodecRegistry registry;
    std::vector<std::thread> players;
    for (unsigned char n = 1; n <= 3; ++n)
        players.emplace_back([&registry, n] {
            const Bytes frame = registry.decode("rle", {n, 7, n, 9});
            std::printf("%zu samples\n", frame.size());
        });
    registry.add("invert", [](Bytes in) {
        for (auto& b : in) b = static_cast<unsigned char>(~b);
        return in;
    });
    for (auto& t : players) t.join();
    std::printf("%zu inverted\n", registry.decode("invert", {1, 2, 3}).size());
    return 0;
}
