// Open documents of the editor. Backups are written by the background executor.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Executor {
public:
    Executor() : thread_([this] { work(); }) {}
    ~Executor() {
        {
            std::lock_guard lock(mutex_);
            done_ = true;
        }
        cond_.notify_one();
        thread_.join();
    }
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    void execute(std::function<void()> fn) {
        {
            std::lock_guard lock(mutex_);
            fns_.push_back(std::move(fn));
        }
        cond_.notify_one();
    }

private:
    void work() {
        std::function<void()> fn;
        while (take(fn)) {
            fn();
            fn = nullptr;
        }
    }

    bool take(std::function<void()>& fn) {
        std::unique_lock lock(mutex_);
        cond_.wait(lock, [this] { return done_ || !fns_.empty(); });
        if (fns_.empty())
            return false;
        fn = std::move(fns_.front());
        fns_.pop_front();
        return true;
    }

    std::mutex mutex_;
    std::condition_variable cond_;
    std::deque<std::function<void()>> fns_;
    bool done_ = false;
    std::thread thread_;
};

class Document : public std::enable_shared_from_this<Document> {
public:
    explicit Document(std::string path) : path_(std::move(path)) {}

    void insert(std::size_t at, const std::string& text, Executor& executor) {
        unsigned revision = 0;
        {
            std::lock_guard lock(mutex_);
            text_.insert(std::min(at, text_.size()), text);
            revision = ++revision_;
        }
        if (revision % 20 == 0)
            executor.execute([=, this] { backup(revision); });  // finding: this
    }

    std::string text() const {
        std::lock_guard lock(mutex_);
        return text_;
    }

    bool backupFailed() const { return backupFailed_; }

private:
    void backup(unsigned revision) {
        const std::string copy = text();
        std::ofstream out(path_ + ".~" + std::to_string(revision), std::ios::binary);
        out << copy;
        if (!out.flush())
            backupFailed_ = true;
    }

    const std::string path_;
    mutable std::mutex mutex_;
    std::string text_;
    unsigned revision_ = 0;
    std::atomic<bool> backupFailed_{false};
};

class Workspace {
public:
    void open(const std::string& path) { documents_[path] = std::make_shared<Document>(path); }
    void close(const std::string& path) { documents_.erase(path); }

    void type(const std::string& path, const std::string& text) {
        auto it = documents_.find(path);
        if (it != documents_.end())
            it->second->insert(std::string::npos, text, executor_);
    }

private:
    Executor executor_;
    std::map<std::string, std::shared_ptr<Document>> documents_;
};
