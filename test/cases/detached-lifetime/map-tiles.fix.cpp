#include <atomic>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// ---- tile_layer.h

class TileLayer {
public:
    explicit TileLayer(std::string source);
    ~TileLayer();
    TileLayer(const TileLayer&) = delete;
    TileLayer& operator=(const TileLayer&) = delete;

    void prefetch(int zoom, int count);
    std::size_t loaded() const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

// ---- tile_layer.cpp

struct TileLayer::Impl {
    using Bytes = std::vector<char>;
    using Key = std::pair<int, int>;

    explicit Impl(std::string dir) : source(std::move(dir)) {}

    void load(int zoom, int index) {
        std::ifstream in(source + "/" + std::to_string(zoom) + "/" + std::to_string(index) + ".png",
                         std::ios::binary);
        if (!in) {
            missing.fetch_add(1);
            return;
        }
        Bytes bytes(std::istreambuf_iterator<char>(in), {});
        std::lock_guard<std::mutex> lock(mutex);
        tiles[{zoom, index}] = std::move(bytes);
    }

    const std::string source;
    mutable std::mutex mutex;
    std::map<Key, Bytes> tiles;
    std::atomic<std::uint32_t> missing{0};
};

TileLayer::TileLayer(std::string source) : impl_(std::make_shared<Impl>(std::move(source))) {}

TileLayer::~TileLayer() = default;

void TileLayer::prefetch(int zoom, int count) {
    std::weak_ptr<Impl> layer = impl_;
    std::thread loader([layer, zoom, count] {
        for (int index = 0; index < count; ++index) {
            const std::shared_ptr<Impl> impl = layer.lock();
            if (!impl) return;
            impl->load(zoom, index);
        }
    });
    loader.detach();
}

std::size_t TileLayer::loaded() const {
    std::lock_guard<std::mutex> lock(impl_->mutex);
    return impl_->tiles.size();
}

// ---- map_view.cpp

class MapView {
public:
    void addLayer(const std::string& source) {
        layers_.push_back(std::make_unique<TileLayer>(source));
        layers_.back()->prefetch(zoom_, 1 << zoom_);
    }

    void removeLayer(std::size_t index) {
        if (index < layers_.size()) layers_.erase(layers_.begin() + static_cast<std::ptrdiff_t>(index));
    }

    void zoomTo(int zoom) {
        zoom_ = zoom;
        for (auto& layer : layers_) layer->prefetch(zoom_, 1 << zoom_);
    }

private:
    int zoom_ = 4;
    std::vector<std::unique_ptr<TileLayer>> layers_;
};
