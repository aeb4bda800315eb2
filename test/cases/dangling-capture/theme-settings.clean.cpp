// Settings and the widgets that follow them. All of it belongs to the UI thread.
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

class Settings {
public:
    using Listener = std::function<void(const std::string& value)>;

    // Ends the subscription when it's destroyed.
    class Subscription {
    public:
        Subscription() = default;
        Subscription(Settings* owner, int id) : owner_(owner), id_(id) {}
        Subscription(Subscription&& o) noexcept
            : owner_(std::exchange(o.owner_, nullptr)), id_(o.id_) {}
        Subscription& operator=(Subscription&& o) noexcept {
            if (this != &o) {
                end();
                owner_ = std::exchange(o.owner_, nullptr);
                id_ = o.id_;
            }
            return *this;
        }
        ~Subscription() { end(); }

    private:
        void end() {
            if (owner_)
                owner_->drop(id_);
            owner_ = nullptr;
        }

        Settings* owner_ = nullptr;
        int id_ = 0;
    };

    static Settings& global() {
        static Settings s;
        return s;
    }

    [[nodiscard]] Subscription onChange(const std::string& key, Listener l) {
        entries_[++last_] = Entry{key, std::move(l)};
        return Subscription(this, last_);
    }

    void set(const std::string& key, const std::string& value) {
        values_[key] = value;
        std::vector<int> ids;
        for (const auto& [id, entry] : entries_)
            if (entry.key == key)
                ids.push_back(id);
        for (int id : ids) {
            auto it = entries_.find(id);
            if (it == entries_.end())
                continue;
            const Listener listener = it->second.listener;
            listener(value);
        }
    }

private:
    struct Entry {
        std::string key;
        Listener listener;
    };

    void drop(int id) { entries_.erase(id); }

    int last_ = 0;
    std::map<int, Entry> entries_;
    std::map<std::string, std::string> values_;
};

class Label {
public:
    explicit Label(std::string text) : text_(std::move(text)) {
        font_ = Settings::global().onChange("font", [this](const std::string& f) { setFont(f); });
        color_ = Settings::global().onChange("color", [this](const std::string& c) { ink_ = c; });
    }
    Label(const Label&) = delete;
    Label& operator=(const Label&) = delete;

    std::string render() const { return "<" + face_ + " " + ink_ + ">" + text_; }

private:
    void setFont(const std::string& f) { face_ = f.empty() ? "sans" : f; }

    const std::string text_;
    std::string face_ = "sans";
    std::string ink_ = "black";
    Settings::Subscription font_;
    Settings::Subscription color_;
};

class Dialog {
public:
    void show(const std::vector<std::string>& lines) {
        labels_.clear();
        for (const std::string& line : lines)
            labels_.push_back(std::make_unique<Label>(line));
    }
    void close() { labels_.clear(); }

private:
    std::vector<std::unique_ptr<Label>> labels_;
};
