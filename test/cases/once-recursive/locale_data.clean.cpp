// Time zone data, loaded once: functions that have loaded it call others that make sure of it again, after the load has ended.
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tz {

struct zone {
    int offset_minutes;
    bool dst;
};

namespace detail {
std::once_flag loaded;
std::map<std::string, zone> zones;

// Only for load() and for those who have called ensure_loaded().
const zone* find(const std::string& name) {
    const auto it = zones.find(name);
    return it == zones.end() ? nullptr : &it->second;
}

void alias(const std::string& name, const std::string& target) {
    if (const zone* z = find(target)) zones.emplace(name, *z);
}

void load() {
    zones["Europe/Berlin"] = {60, true};
    zones["Asia/Tokyo"] = {540, false};
    zones["Etc/UTC"] = {0, false};
    alias("Germany", "Europe/Berlin");
    alias("Japan", "Asia/Tokyo");
}

void ensure_loaded() { std::call_once(loaded, load); }
}  // namespace detail

int offset(const std::string& name) {
    detail::ensure_loaded();
    const zone* z = detail::find(name);
    return z ? z->offset_minutes : 0;
}

bool has_dst(const std::string& name) {
    detail::ensure_loaded();
    const zone* z = detail::find(name);
    return z && z->dst;
}

int difference(const std::string& a, const std::string& b) {
    std::call_once(detail::loaded, detail::load);
    return offset(a) - offset(b);
}

std::string describe(const std::string& name) {
    std::call_once(detail::loaded, [] { detail::load(); });
    std::string out = name + " " + std::to_string(difference(name, "Etc/UTC")) + " min";
    if (has_dst(name)) out += ", summer time";
    return out;
}

}  // namespace tz

int main() {
    std::vector<std::string> texts(3);
    const std::vector<std::string> names{"Germany", "Asia/Tokyo", "Etc/UTC"};
    std::once_flag banner;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < names.size(); ++i)
        threads.emplace_back([&, i] {
            std::call_once(banner, [] { std::printf("zones:\n"); });
            texts[i] = tz::describe(names[i]);
        });
    for (auto& t : threads) t.join();
    for (const auto& t : texts) std::printf("%s\n", t.c_str());
    return 0;
}
