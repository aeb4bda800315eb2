// Intrusively counted textures shared by render threads; release() loads the counter and stores it decremented, so two releases
// can store the same value and the texture is never freed, or freed twice.
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class RefCounted {
public:
    RefCounted() = default;
    RefCounted(const RefCounted&) = delete;
    RefCounted& operator=(const RefCounted&) = delete;

    void retain() { m_refs.fetch_add(1, std::memory_order_relaxed); }

    void release() {
        const int left = m_refs.load(std::memory_order_acquire) - 1;
        m_refs.store(left, std::memory_order_release);  // finding: 'm_refs'
        if (left == 0) delete this;
    }

protected:
    virtual ~RefCounted() = default;

private:
    std::atomic<int> m_refs{1};
};

template <class T>
class Ref {
public:
    // Takes over the reference that the object is born with.
    explicit Ref(T* object) : m_object(object) {}
    Ref(const Ref& other) : m_object(other.m_object) {
        if (m_object) m_object->retain();
    }
    Ref(Ref&& other) noexcept : m_object(std::exchange(other.m_object, nullptr)) {}
    Ref& operator=(Ref other) noexcept {
        std::swap(m_object, other.m_object);
        return *this;
    }
    ~Ref() {
        if (m_object) m_object->release();
    }
    T* operator->() const { return m_object; }

private:
    T* m_object;
};

static std::atomic<int> g_liveTextures{0};

class Texture : public RefCounted {
public:
    explicit Texture(std::string name) : m_name(std::move(name)) { g_liveTextures.fetch_add(1); }
    std::size_t sample(std::size_t u) const { return static_cast<std::size_t>(m_name[u % m_name.size()]); }

protected:
    ~Texture() override { g_liveTextures.fetch_sub(1); }

private:
    const std::string m_name;
};

static void draw(Ref<Texture> texture, std::atomic<std::size_t>& sum) {
    for (std::size_t u = 0; u < 100; ++u) {
        Ref<Texture> local = texture;
        sum.fetch_add(local->sample(u), std::memory_order_relaxed);
    }
}

int main() {
    std::atomic<std::size_t> sum{0};
    {
        Ref<Texture> bricks(new Texture("bricks"));
        std::vector<std::thread> renderers;
        for (int i = 0; i < 3; ++i) renderers.emplace_back(draw, bricks, std::ref(sum));
        for (auto& t : renderers) t.join();
    }
    std::printf("sum %zu, %d textures left\n", sum.load(), g_liveTextures.load());
    return 0;
}
