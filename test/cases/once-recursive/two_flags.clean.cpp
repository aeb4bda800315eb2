// Graphics context with two once flags: loading the shaders first makes sure of the device, never the other way round.
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Device {
public:
    explicit Device(std::string adapter) : adapter_(std::move(adapter)) {}
    int compile(const std::string& source) const { return static_cast<int>(source.size() + adapter_.size()); }
    const std::string& adapter() const { return adapter_; }

private:
    std::string adapter_;
};

class GraphicsContext {
public:
    const Device& device() {
        std::call_once(deviceOnce_, [this] { openDevice(); });
        return *device_;
    }

    int shader(const std::string& name) {
        std::call_once(shadersOnce_, [this] { loadShaders(); });
        const auto it = shaders_.find(name);
        return it == shaders_.end() ? -1 : it->second;
    }

    const std::string& describe() {
        std::call_once(descriptionOnce_, [this] {
            description_ = device().adapter() + "/" + std::to_string(shader("blur")) + "/" +
                           std::to_string(shader("tonemap"));
        });
        return description_;
    }

private:
    void openDevice() { device_ = std::make_unique<Device>("soft-gpu"); }

    void loadShaders() {
        const Device& dev = device();
        shaders_["blur"] = dev.compile("void main() { blur(); }");
        shaders_["tonemap"] = dev.compile("void main() { map(); }");
    }

    std::once_flag deviceOnce_;
    std::once_flag shadersOnce_;
    std::once_flag descriptionOnce_;
    std::unique_ptr<Device> device_;
    std::map<std::string, int> shaders_;
    std::string description_;
};

int main() {
    GraphicsContext context;
    std::vector<std::thread> renderers;
    for (int i = 0; i < 3; ++i)
        renderers.emplace_back([&context, i] {
            const char* name = i % 2 == 0 ? "blur" : "tonemap";
            std::printf("%s -> %d on %s\n", name, context.shader(name), context.device().adapter().c_str());
        });
    for (auto& t : renderers) t.join();
    std::printf("%s\n", context.describe().c_str());
    return 0;
}
