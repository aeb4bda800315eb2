// Level editor that tints lights under the scene's lock; other entities are no lights.
#include <memory>
#include <mutex>
#include <string>
#include <typeinfo>
#include <utility>
#include <vector>

namespace editor {

struct Color {
    float r = 1, g = 1, b = 1;
};

struct Entity {
    virtual ~Entity() = default;
    float x = 0, y = 0, z = 0;
};

struct Light : Entity {
    Color color;
    float radius = 4;
};

struct Trigger : Entity {
    int script = 0;
};

// Shared by the viewport thread (reads) and the property panels (write).
class Level {
public:
    std::shared_ptr<Light> addLight() { return add<Light>(); }
    std::shared_ptr<Trigger> addTrigger() { return add<Trigger>(); }

    void tint(Entity& entity, Color color, float radius);
    void move(Entity& entity, float dx, float dy, float dz);
    float brightness() const;
    unsigned edits() const;

private:
    template <class T>
    std::shared_ptr<T> add() {
        auto entity = std::make_shared<T>();
        std::lock_guard<std::mutex> guard(sceneMutex_);
        entities_.push_back(entity);
        return entity;
    }

    mutable std::mutex sceneMutex_;
    std::vector<std::shared_ptr<Entity>> entities_;
    unsigned edits_ = 0;
};

void Level::tint(Entity& entity, Color color, float radius) {
    sceneMutex_.lock();  // finding: sceneMutex_
    auto& light = dynamic_cast<Light&>(entity);
    light.color = color;
    light.radius = radius > 0 ? radius : light.radius;
    ++edits_;
    sceneMutex_.unlock();
}

void Level::move(Entity& entity, float dx, float dy, float dz) {
    sceneMutex_.lock();
    entity.x += dx;
    entity.y += dy;
    entity.z += dz;
    ++edits_;
    sceneMutex_.unlock();
}

float Level::brightness() const {
    std::lock_guard<std::mutex> guard(sceneMutex_);
    float sum = 0;
    for (const auto& entity : entities_) {
        if (const auto* light = dynamic_cast<const Light*>(entity.get()))
            sum += (light->color.r + light->color.g + light->color.b) * light->radius;
    }
    return sum;
}

unsigned Level::edits() const {
    std::lock_guard<std::mutex> guard(sceneMutex_);
    return edits_;
}

class PropertyPanel {
public:
    explicit PropertyPanel(Level& level) : level_(level) {}

    void select(std::shared_ptr<Entity> entity) { selected_ = std::move(entity); }

    void onColorPicked(Color color) {
        if (!selected_)
            return;
        try {
            level_.tint(*selected_, color, 0);
            status_ = "tinted";
        } catch (const std::bad_cast&) {
            status_ = "only lights have a color";
        }
    }

    const std::string& status() const { return status_; }

private:
    Level& level_;
    std::shared_ptr<Entity> selected_;
    std::string status_;
};

}  // namespace editor
