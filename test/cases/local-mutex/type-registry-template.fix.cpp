// Process-wide factories keyed by name, one registry per interface.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace plugin {

template <class Tag>
std::uint32_t next_type_index() {
    static std::uint32_t counter = 0;
    static std::mutex mutex;
    std::lock_guard<std::mutex> lock(mutex);
    return counter++;
}

template <class Interface, class... CtorArgs>
class type_registry {
public:
    using factory = std::function<std::unique_ptr<Interface>(CtorArgs...)>;

    static type_registry& instance() {
        static type_registry self;
        return self;
    }

    template <class Impl>
    std::uint32_t add(std::string name) {
        static_assert(std::is_base_of_v<Interface, Impl>);
        const std::uint32_t index = next_type_index<Interface>();
        std::lock_guard<std::mutex> lock(mutex_);
        factories_[std::move(name)] = {index, [](CtorArgs... args) -> std::unique_ptr<Interface> {
                                           return std::make_unique<Impl>(args...);
                                       }};
        return index;
    }

    std::unique_ptr<Interface> create(const std::string& name, CtorArgs... args) const {
        factory make;
        {
            std::lock_guard<std::mutex> lock(mutex_);
            auto it = factories_.find(name);
            if (it == factories_.end())
                throw std::out_of_range("no such type: " + name);
            make = it->second.make;
        }
        return make(args...);
    }

    std::vector<std::string> names() const {
        std::lock_guard<std::mutex> lock(mutex_);
        std::vector<std::string> out;
        out.reserve(factories_.size());
        for (const auto& [name, _] : factories_)
            out.push_back(name);
        return out;
    }

private:
    struct record {
        std::uint32_t index;
        factory make;
    };

    type_registry() = default;

    mutable std::mutex mutex_;
    std::map<std::string, record> factories_;
};

template <class Interface, class Impl, class... CtorArgs>
struct registrar {
    explicit registrar(std::string name)
        : index(type_registry<Interface, CtorArgs...>::instance().template add<Impl>(std::move(name))) {}
    std::uint32_t index;
};

}  // namespace plugin
