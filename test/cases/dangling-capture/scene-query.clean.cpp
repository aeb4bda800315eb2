// Queries on the scene graph. The graph is shared by the renderer's threads and
// never changes once it's loaded; every thread makes its own Query.
#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scene {

struct Vec3 {
    float x = 0, y = 0, z = 0;
};

class Node {
public:
    using Visitor = std::function<bool(const Node&)>;

    Node(std::string name, Vec3 at) : name_(std::move(name)), at_(at) {}

    Node& add(std::string name, Vec3 at) {
        return *children_.emplace_back(std::make_unique<Node>(std::move(name), at));
    }

    const std::string& name() const { return name_; }
    const Vec3& at() const { return at_; }

    // Depth first, until the visitor says false. True if all have been seen.
    bool visit(const Visitor& visitor) const {
        if (!visitor(*this))
            return false;
        return std::all_of(children_.begin(), children_.end(),
                           [&visitor](const auto& child) { return child->visit(visitor); });
    }

private:
    const std::string name_;
    const Vec3 at_;
    std::vector<std::unique_ptr<Node>> children_;
};

float squared(const Vec3& a, const Vec3& b) {
    const float dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
    return dx * dx + dy * dy + dz * dz;
}

class Query {
public:
    explicit Query(std::shared_ptr<const Node> root) : root_(std::move(root)) {}

    const Node* find(const std::string& name) const {
        const Node* found = nullptr;
        const std::string_view wanted = name;
        const bool all = root_->visit([&found, wanted](const Node& n) {
            if (n.name() == wanted)
                found = &n;
            return found == nullptr;
        });
        return all ? nullptr : found;
    }

    // The names around a point, the nearest first.
    std::vector<std::string> around(const Vec3& point, float radius) {
        std::vector<const Node*> near;
        each([&](const Node& n) {
            if (squared(n.at(), point) <= radius * radius)
                near.push_back(&n);
        });
        std::sort(near.begin(), near.end(), [&point](const Node* a, const Node* b) {
            return squared(a->at(), point) < squared(b->at(), point);
        });
        std::vector<std::string> names;
        std::transform(near.begin(), near.end(), std::back_inserter(names),
                       [](const Node* n) { return n->name(); });
        return names;
    }

    std::map<char, std::size_t> initials() {
        counts_.clear();
        each([this](const Node& n) { tally(n.name()); });
        return counts_;
    }

private:
    template <class F>
    void each(F&& f) const {
        (void)root_->visit([&f](const Node& n) {
            f(n);
            return true;
        });
    }

    void tally(std::string_view name) {
        if (!name.empty())
            ++counts_[name.front()];
    }

    const std::shared_ptr<const Node> root_;
    std::map<char, std::size_t> counts_;
};

}  // namespace scene
