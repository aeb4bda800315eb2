// Scene graph whose nodes compute their world transform once; a node's computation first asks its parent for the parent's.
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Transform {
    double x = 0.0;
    double y = 0.0;
    double scale = 1.0;
};

Transform compose(const Transform& outer, const Transform& inner) {
    return {outer.x + outer.scale * inner.x, outer.y + outer.scale * inner.y, outer.scale * inner.scale};
}

class Node {
public:
    Node(std::string name, Transform local, Node* parent) : name(std::move(name)), local(local), parent(parent) {}

    Node& addChild(std::string childName, Transform t) {
        children.push_back(std::make_unique<Node>(std::move(childName), t, this));
        return *children.back();
    }

    // The tree is complete and doesn't change any more once somebody asks for this.
    const Transform& world() {
        std::call_once(worldOnce, [this] { computeWorld(); });
        return cachedWorld;
    }

    // Sum of the scales below this node, itself included.
    double extent() {
        std::call_once(extentOnce, [this] {
            cachedExtent = world().scale;
            for (auto& child : children) cachedExtent += child->extent();
        });
        return cachedExtent;
    }

    const std::string& label() const { return name; }

private:
    void computeWorld() {
        if (parent == nullptr)
            cachedWorld = local;
        else
            cachedWorld = compose(parent->world(), local);
    }

    std::string name;
    Transform local;
    Node* parent;
    std::vector<std::unique_ptr<Node>> children;
    std::once_flag worldOnce;
    std::once_flag extentOnce;
    Transform cachedWorld;
    double cachedExtent = 0.0;
};

int main() {
    Node root("root", {0, 0, 2.0}, nullptr);
    Node& body = root.addChild("body", {1, 1, 0.5});
    Node& arm = body.addChild("arm", {2, 0, 1.0});
    Node& leg = body.addChild("leg", {0, 3, 1.0});

    std::vector<std::thread> renderers;
    for (Node* n : {&arm, &leg, &body})
        renderers.emplace_back([n] {
            const Transform& t = n->world();
            std::printf("%s at %.1f,%.1f\n", n->label().c_str(), t.x, t.y);
        });
    for (auto& t : renderers) t.join();
    std::printf("extent %.1f\n", root.extent());
    return 0;
}
