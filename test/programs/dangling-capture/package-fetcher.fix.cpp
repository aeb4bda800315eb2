// Downloads the parts of a package in parallel and unpacks them in order.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Workers {
public:
    explicit Workers(unsigned n) {
        for (unsigned i = 0; i < n; ++i)
            threads_.emplace_back([this] { loop(); });
    }
    ~Workers() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            ending_ = true;
        }
        cond_.notify_all();
        for (std::thread& t : threads_)
            t.join();
    }
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    std::future<bool> async(std::function<bool()> fn) {
        std::packaged_task<bool()> task(std::move(fn));
        auto result = task.get_future();
        {
            std::lock_guard<std::mutex> lock(mutex_);
            queue_.push_back(std::move(task));
        }
        cond_.notify_one();
        return result;
    }

private:
    void loop() {
        std::unique_lock<std::mutex> lock(mutex_);
        for (;;) {
            cond_.wait(lock, [this] { return ending_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            auto task = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            task();
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable cond_;
    std::deque<std::packaged_task<bool()>> queue_;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

class Mirror {
public:
    virtual ~Mirror() = default;
    virtual bool download(const std::string& name, std::string& into) const = 0;
};

class Target {
public:
    virtual ~Target() = default;
    virtual bool reserve(std::size_t parts) = 0;
    virtual bool unpack(const std::string& body) = 0;
};

class Fetcher {
public:
    explicit Fetcher(const Mirror& mirror) : mirror_(mirror), workers_(4) {}

    bool fetch(const std::vector<std::string>& names, Target& target) {
        std::vector<std::string> bodies(names.size());
        std::vector<std::future<bool>> parts;
        parts.reserve(names.size());
        for (std::size_t i = 0; i < names.size(); ++i)
            parts.push_back(start(names[i], bodies[i]));

        for (auto& part : parts)
            part.wait();
        if (!target.reserve(names.size()))
            return false;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (!parts[i].get())
                return false;
            if (!target.unpack(bodies[i]))
                return false;
        }
        return true;
    }

private:
    std::future<bool> start(const std::string& name, std::string& body) {
        return workers_.async([this, name, &body] { return mirror_.download(name, body); });
    }

    const Mirror& mirror_;
    Workers workers_;
};
