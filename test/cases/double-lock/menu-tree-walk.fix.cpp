// A menu tree shared by threads; the public function locks the tree, and a private one without a lock calls itself.
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Item {
  explicit Item(std::string text) : label(std::move(text)) {}

  std::string label;
  bool enabled = false;
  std::vector<std::unique_ptr<Item>> children;
};

class MenuTree {
public:
  MenuTree() : root_("root") {}

  Item &add(Item &parent, const std::string &label) {
    s_treeMutex.lock();
    Item &item = *parent.children.emplace_back(std::make_unique<Item>(label));
    s_treeMutex.unlock();
    return item;
  }

  void enable(Item &item, bool on) {
    std::lock_guard<std::mutex> lock(s_treeMutex);
    enableBranch(item, on);
  }

  bool enabled(const Item &item) const {
    std::lock_guard<std::mutex> lock(s_treeMutex);
    return item.enabled;
  }

  Item &root() { return root_; }

private:
  static void enableBranch(Item &item, bool on) {
    item.enabled = on;
    for (const std::unique_ptr<Item> &child : item.children)
      enableBranch(*child, on);
  }

  static std::mutex s_treeMutex;
  Item root_;
};

std::mutex MenuTree::s_treeMutex;

int main() {
  MenuTree menu;
  Item &file = menu.add(menu.root(), "File");
  Item &recent = menu.add(file, "Recent");
  std::thread loader([&] { menu.enable(file, true); });
  menu.enable(recent, true);
  loader.join();
  return menu.enabled(file) && menu.enabled(recent) && !menu.enabled(menu.root()) ? 0 : 1;
}
