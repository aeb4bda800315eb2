// Image index: shared/exclusive locking with drop-and-recheck, scoped parallel
// loops that capture by reference, and a start barrier.
#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <numeric>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Image {
    std::string path;
    std::vector<unsigned char> pixels;
};

static unsigned fingerprint(const Image& im) {
    return std::accumulate(im.pixels.begin(), im.pixels.end(), 17u,
                           [](unsigned h, unsigned char c) { return h * 31u + c; });
}

static void trace(const std::string& line) {
    static std::mutex mu;  // one for the process
    static std::vector<std::string> lines;
    std::lock_guard<std::mutex> lk(mu);
    if (lines.size() < 1000) lines.push_back(line);
}

class StartBarrier {
public:
    explicit StartBarrier(int n) : waiting_for_(n) {}
    void arrive_and_wait() {
        std::unique_lock<std::mutex> lk(mu_);
        if (--waiting_for_ == 0) {
            cv_.notify_all();
            return;
        }
        cv_.wait(lk, [this] { return waiting_for_ == 0; });
    }

private:
    std::mutex mu_;
    std::condition_variable cv_;
    int waiting_for_;
};

class ImageIndex {
public:
    unsigned get(const Image& im) {
        std::shared_lock<std::shared_mutex> r(mu_);
        auto it = prints_.find(im.path);
        if (it != prints_.end()) return it->second;
        r.unlock();

        const unsigned fp = fingerprint(im);
        std::unique_lock<std::shared_mutex> w(mu_);
        auto [pos, fresh] = prints_.try_emplace(im.path, fp);  // somebody may have been faster
        const unsigned result = pos->second;
        w.unlock();
        if (fresh) trace("indexed " + im.path);
        return result;
    }

    // Readers may nest through this helper only with the lock they already hold.
    std::size_t duplicates() const {
        std::shared_lock<std::shared_mutex> r(mu_);
        std::size_t n = 0;
        for (const auto& [path, fp] : prints_) n += copies(r, fp) > 1;
        return n;
    }

    void rename(const std::string& from, const std::string& to) {
        std::unique_lock<std::shared_mutex> w(mu_);
        auto node = prints_.extract(from);
        if (node.empty()) return;
        node.key() = to;
        prints_.insert(std::move(node));
    }

private:
    std::size_t copies(const std::shared_lock<std::shared_mutex>&, unsigned fp) const {
        return static_cast<std::size_t>(std::count_if(prints_.begin(), prints_.end(),
                                                      [fp](const auto& kv) { return kv.second == fp; }));
    }

    mutable std::shared_mutex mu_;
    std::map<std::string, unsigned> prints_;
};

template <class Items, class Fn>
static void parallel_each(Items& items, Fn fn) {
    std::vector<std::future<void>> running;
    for (auto& item : items)
        running.push_back(std::async(std::launch::async, [&] { fn(item); }));  // item is an element of items
    for (auto& f : running) f.get();
}

int main() {
    std::vector<Image> images;
    for (int i = 0; i < 12; ++i)
        images.push_back({"img" + std::to_string(i), std::vector<unsigned char>(64, static_cast<unsigned char>(i / 2))});

    ImageIndex index;
    parallel_each(images, [&index](Image& im) { index.get(im); });

    StartBarrier barrier(3);
    std::vector<std::thread> team;
    for (int i = 0; i < 2; ++i)
        team.emplace_back([&, i] {
            barrier.arrive_and_wait();
            for (const auto& im : images) index.get(im);
            index.rename("img" + std::to_string(i), "renamed" + std::to_string(i));
        });
    barrier.arrive_and_wait();
    std::size_t d = index.duplicates();
    for (auto& t : team) t.join();
    trace("done");
    return d <= 14 ? 0 : 1;
}
