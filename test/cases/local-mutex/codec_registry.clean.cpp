// Codec registry with function-local statics: the mutexes look local, but are static or references to the one that all calls share.
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace codecs {

using Decoder = std::function<std::string(const std::string&)>;

struct Table {
    std::mutex mutex;
    std::map<std::string, Decoder> decoders;
};

// Never destroyed, so that decoders may be looked up while statics go away.
Table& table()
{
    static Table& instance = *new Table;
    return instance;
}

void add(const std::string& format, Decoder decoder)
{
    std::mutex& mutex = table().mutex;
    std::lock_guard<std::mutex> lock(mutex);
    table().decoders.insert_or_assign(format, std::move(decoder));
}

std::optional<Decoder> find(const std::string& format)
{
    auto& [mutex, decoders] = table();
    std::lock_guard<std::mutex> lock(mutex);
    if (auto it = decoders.find(format); it != decoders.end())
        return it->second;
    return std::nullopt;
}

unsigned nextStreamId()
{
    static std::mutex idMutex;
    static unsigned lastId = 0;
    std::lock_guard<std::mutex> lock(idMutex);
    return ++lastId;
}

} // namespace codecs

static void decodeStream(const std::string& format, std::string& output)
{
    const unsigned id = codecs::nextStreamId();
    if (auto decoder = codecs::find(format))
        output = (*decoder)("stream" + std::to_string(id));
    else
        output = "no decoder for " + format;
}

int main()
{
    std::thread loader([] {
        codecs::add("rev", [](const std::string& in) { return std::string(in.rbegin(), in.rend()); });
        codecs::add("raw", [](const std::string& in) { return in; });
    });

    const std::vector<std::string> formats{"raw", "rev", "mp9"};
    std::vector<std::string> outputs(formats.size());
    std::vector<std::thread> streams;
    for (std::size_t i = 0; i < formats.size(); ++i)
        streams.emplace_back([&, i] { decodeStream(formats[i], outputs[i]); });
    for (auto& stream : streams)
        stream.join();
    loader.join();
    for (const auto& output : outputs)
        std::cout << output << '\n';
    return 0;
}
