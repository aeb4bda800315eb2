// Backup agent: hand-over-hand list traversal, adopted locks, a slow upload done
// with the lock dropped, and a detached notifier that owns what it uses.
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Sorted list of snapshots with one lock per node.
class SnapshotList {
public:
    SnapshotList() : head_(std::make_unique<Node>(-1)) {}

    bool insert(int stamp) {
        std::unique_lock<std::mutex> prev_lk(head_->mu);
        Node* prev = head_.get();
        while (Node* cur = prev->next.get()) {
            std::unique_lock<std::mutex> cur_lk(cur->mu);
            if (cur->stamp == stamp) return false;
            if (cur->stamp > stamp) break;
            prev_lk = std::move(cur_lk);  // releases the previous node
            prev = cur;
        }
        auto n = std::make_unique<Node>(stamp);
        n->next = std::move(prev->next);
        prev->next = std::move(n);
        return true;
    }

    int count() {
        int n = 0;
        Node* cur = head_.get();
        cur->mu.lock();
        while (Node* next = cur->next.get()) {
            next->mu.lock();
            cur->mu.unlock();
            cur = next;
            ++n;
        }
        cur->mu.unlock();
        return n;
    }

private:
    struct Node {
        explicit Node(int s) : stamp(s) {}
        const int stamp;
        std::mutex mu;
        std::unique_ptr<Node> next;
    };
    std::unique_ptr<Node> head_;
};

struct Outcome {
    std::mutex mu;
    std::condition_variable cv;
    bool finished = false;
    bool good = false;
};

class Agent {
public:
    using Upload = std::function<bool(const std::string&)>;
    explicit Agent(Upload up) : upload_(std::move(up)) {}

    void queue_file(std::string f) {
        std::lock_guard<std::mutex> lk(mu_);
        files_.push_back(std::move(f));
    }

    // Uploads everything; the lock is dropped around the slow part and the queue
    // is looked at afresh after each file.
    int flush() {
        int sent = 0;
        mu_.lock();
        std::unique_lock<std::mutex> lk(mu_, std::adopt_lock);
        while (!files_.empty()) {
            std::string f = std::move(files_.back());
            files_.pop_back();
            lk.unlock();
            const bool ok = upload_(f);
            if (!ok) return sent;  // not locked here
            lk.lock();
            ++sent;
            history_.push_back(std::move(f));
        }
        return sent;
    }

    bool verify() {
        mu_.lock();
        if (history_.empty()) {
            mu_.unlock();
            return false;
        }
        const bool named = !history_.back().empty();
        mu_.unlock();
        return named;
    }

private:
    const Upload upload_;
    std::mutex mu_;
    std::vector<std::string> files_;
    std::vector<std::string> history_;
};

static std::shared_ptr<Outcome> run_detached(std::shared_ptr<Agent> agent) {
    auto out = std::make_shared<Outcome>();
    std::thread([agent, out] {
        agent->flush();
        bool good = agent->verify();
        {
            std::lock_guard<std::mutex> lk(out->mu);
            out->good = good;
            out->finished = true;
        }
        out->cv.notify_all();  // `out` is shared, so it is still there
    }).detach();
    return out;
}

int main() {
    SnapshotList list;
    auto agent = std::make_shared<Agent>([&list](const std::string& f) {
        list.insert(static_cast<int>(f.size()));
        return !f.empty();
    });
    std::vector<std::thread> scanners;
    for (int i = 0; i < 3; ++i)
        scanners.emplace_back([&agent, &list, i] {
            for (int k = 0; k < 10; ++k) agent->queue_file(std::string(static_cast<std::size_t>(1 + i * 10 + k), 'x'));
            list.insert(100 + i);
        });
    for (auto& t : scanners) t.join();
    auto out = run_detached(std::move(agent));
    std::unique_lock<std::mutex> lk(out->mu);
    out->cv.wait(lk, [&out] { return out->finished; });
    return out->good && list.count() == 33 ? 0 : 1;
}
