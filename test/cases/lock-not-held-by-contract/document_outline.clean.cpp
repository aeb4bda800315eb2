// Outline editor with a recursive mutex: public operations nest, and the autosave thread works only when try_lock succeeds.
#include <atomic>
#include <chrono>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Node {
    std::string title;
    std::vector<std::unique_ptr<Node>> children;
};

class Outline {
public:
    void add(const std::string& title) {
        std::lock_guard<std::recursive_mutex> lock(mutex_);
        root_.children.push_back(std::make_unique<Node>(Node{title, {}}));
        touch_locked();
    }

    void rename(std::size_t index, const std::string& title) {
        std::lock_guard<std::recursive_mutex> lock(mutex_);
        if (Node* node = at_locked(index)) {
            node->title = title;
            touch_locked();
        }
    }

    // Nested: add() and rename() lock again.
    void duplicate(std::size_t index) {
        std::lock_guard<std::recursive_mutex> lock(mutex_);
        const Node* node = at_locked(index);
        if (!node)
            return;
        const std::string title = node->title;
        add(title);
        rename(root_.children.size() - 1, title + " (copy)");
        shrink_locked();
    }

    // Returns false when the editor is busy; the caller comes again.
    bool try_save() {
        if (!mutex_.try_lock())
            return false;
        std::lock_guard<std::recursive_mutex> lock(mutex_, std::adopt_lock);
        if (dirty_)
            capture_locked();
        return true;
    }

    bool save_if_quiet() {
        std::unique_lock<std::recursive_mutex> lock(mutex_, std::try_to_lock);
        if (lock) {
            capture_locked();
            return true;
        }
        return false;
    }

    std::size_t saved_size() {
        std::lock_guard<std::recursive_mutex> lock(mutex_);
        return saved_.size();
    }

private:
    Node* at_locked(std::size_t index) {
        return index < root_.children.size() ? root_.children[index].get() : nullptr;
    }

    void touch_locked() {
        dirty_ = true;
        ++edits_;
    }

    void shrink_locked() {
        while (root_.children.size() > 100)
            root_.children.pop_back();
        touch_locked();
    }

    void capture_locked() {
        saved_.clear();
        for (const auto& child : root_.children)
            saved_.push_back(child->title);
        dirty_ = false;
    }

    std::recursive_mutex mutex_;
    Node root_;
    std::vector<std::string> saved_;
    unsigned edits_ = 0;
    bool dirty_ = false;
};

int main() {
    Outline outline;
    std::atomic<bool> closing{false};
    std::thread autosave([&] {
        int misses = 0;
        while (!closing) {
            if (!outline.try_save())
                ++misses;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        std::cout << "busy " << misses << " times\n";
    });
    for (int i = 0; i < 300; ++i) {
        outline.add("chapter " + std::to_string(i));
        outline.duplicate(static_cast<std::size_t>(i) / 2);
    }
    closing = true;
    autosave.join();
    const bool saved = outline.save_if_quiet();
    std::cout << saved << ' ' << outline.saved_size() << '\n';
}
