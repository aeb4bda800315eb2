// Staging heap for textures, unlocked at the end of the scope by an aggregate.
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <vector>

namespace gpu {

struct OutOfMemory : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Block {
    std::size_t offset;
    std::size_t size;
    bool free;
};

// Sub-allocator of the staging heap.
class StagingHeap {
public:
    explicit StagingHeap(std::size_t bytes) : bytes_(bytes), blocks_{{0, bytes, true}} {}

    std::size_t allocate(std::size_t size);
    void release(std::size_t offset);
    double pressure() const;

private:
    struct Unlocker {
        std::mutex& m;
        ~Unlocker() { m.unlock(); }
    };

    std::size_t firstFit(std::size_t size) const;

    const std::size_t bytes_;
    mutable std::mutex heapMutex_;
    std::vector<Block> blocks_;
};

// Called with the heap locked.
std::size_t StagingHeap::firstFit(std::size_t size) const {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        if (blocks_[i].free && blocks_[i].size >= size)
            return i;
    }
    throw OutOfMemory("staging heap exhausted");
}

std::size_t StagingHeap::allocate(std::size_t size) {
    if (size == 0 || size > bytes_)
        throw std::invalid_argument("bad staging size");
    heapMutex_.lock();
    const Unlocker unlocker{heapMutex_};

    const std::size_t i = firstFit(size);
    const std::size_t offset = blocks_.at(i).offset;
    const std::size_t rest = blocks_.at(i).size - size;
    if (rest > 0)
        blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                       Block{offset + size, rest, true});
    blocks_.at(i).size = size;
    blocks_.at(i).free = false;
    return offset;
}

void StagingHeap::release(std::size_t offset) {
    heapMutex_.lock();
    const Unlocker unlocker{heapMutex_};
    for (Block& block : blocks_) {
        if (block.offset == offset && !block.free) {
            block.free = true;
            return;
        }
    }
    throw std::logic_error("release of an unknown block");
}

double StagingHeap::pressure() const {
    std::size_t used = 0;
    heapMutex_.lock();
    for (const Block& block : blocks_) {
        if (!block.free)
            used += block.size;
    }
    heapMutex_.unlock();
    return static_cast<double>(used) / static_cast<double>(bytes_);
}

struct Texture {
    int width = 0;
    int height = 0;
};

std::optional<std::size_t> stage(StagingHeap& heap, const Texture& texture) {
    try {
        return heap.allocate(static_cast<std::size_t>(texture.width) *
                             static_cast<std::size_t>(texture.height) * 4);
    } catch (const OutOfMemory&) {
        return std::nullopt;
    }
}

}  // namespace gpu
