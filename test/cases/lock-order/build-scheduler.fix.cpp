// Incremental build scheduler: a dependency graph plus a queue of ready targets.
#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

class DirtyListener {
public:
    virtual ~DirtyListener() = default;
    virtual void on_dirty(const std::string& target) = 0;
};

class DependencyGraph {
public:
    void add_edge(const std::string& from, const std::string& to) {
        std::lock_guard<std::mutex> lk(graph_mu_);
        dependents_[from].push_back(to);
    }
    void set_listener(DirtyListener* l) {
        std::lock_guard<std::mutex> lk(graph_mu_);
        listener_ = l;
    }
    std::vector<std::string> dependents_of(const std::string& t) {
        std::lock_guard<std::mutex> lk(graph_mu_);
        auto it = dependents_.find(t);
        return it == dependents_.end() ? std::vector<std::string>{} : it->second;
    }

    // File watcher entry point: a source changed, everything above it is stale.
    void source_changed(const std::string& src) {
        std::vector<std::string> stale;
        DirtyListener* l;
        {
            std::lock_guard<std::mutex> lk(graph_mu_);
            auto it = dependents_.find(src);
            if (it != dependents_.end()) stale = it->second;
            l = listener_;
        }
        for (const auto& t : stale)
            if (l) l->on_dirty(t);
    }

private:
    std::mutex graph_mu_;
    std::map<std::string, std::vector<std::string>> dependents_;
    DirtyListener* listener_ = nullptr;
};

class Scheduler final : public DirtyListener {
public:
    explicit Scheduler(DependencyGraph& g) : graph_(g) { graph_.set_listener(this); }
    ~Scheduler() override { graph_.set_listener(nullptr); }

    void on_dirty(const std::string& target) override {
        std::lock_guard<std::mutex> lk(queue_mu_);
        enqueue(target);
    }

    bool take(std::string& out) {
        std::lock_guard<std::mutex> lk(queue_mu_);
        if (ready_.empty()) return false;
        out = ready_.front();
        ready_.pop_front();
        queued_.erase(out);
        running_.insert(out);
        return true;
    }

    void finished(const std::string& target) {
        std::lock_guard<std::mutex> lk(queue_mu_);
        running_.erase(target);
        release_dependents(target);
        note("done", target);
    }

    std::size_t log_lines() {
        std::lock_guard<std::mutex> lk(log_mu_);
        return log_.size();
    }

private:
    void enqueue(const std::string& t) {
        if (queued_.insert(t).second) ready_.push_back(t);
    }
    void release_dependents(const std::string& t) {
        for (const auto& d : graph_.dependents_of(t)) enqueue(d);
    }
    void note(const char* what, const std::string& t) {
        std::lock_guard<std::mutex> lk(log_mu_);
        log_.push_back(std::string(what) + " " + t);
    }

    DependencyGraph& graph_;
    std::mutex queue_mu_;
    std::deque<std::string> ready_;
    std::set<std::string> queued_;
    std::set<std::string> running_;
    std::mutex log_mu_;
    std::vector<std::string> log_;
};

int main() {
    DependencyGraph g;
    g.add_edge("a.c", "a.o");
    g.add_edge("a.o", "prog");
    Scheduler s(g);
    std::atomic<bool> stop{false};
    std::thread builder([&] {
        std::string t;
        while (!stop) {
            if (s.take(t)) s.finished(t);
            else std::this_thread::yield();
        }
    });
    for (int i = 0; i < 50; ++i) g.source_changed("a.c");
    stop = true;
    builder.join();
    return s.log_lines() > 1000 ? 1 : 0;
}
