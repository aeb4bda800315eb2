// Queue of work whose runner takes one piece at a time out of it under the lock, and runs it without.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

class Runner {
public:
    Runner() : thread_([this] { run(); }) {}
    ~Runner() {
        {
            std::lock_guard<std::mutex> guard(mutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

    void post(std::function<void()> work) {
        {
            std::lock_guard<std::mutex> guard(mutex_);
            queue_.push_back(std::move(work));
        }
        changed_.notify_one();
    }

    std::size_t pending() {
        std::lock_guard<std::mutex> guard(mutex_);
        return queue_.size();
    }

private:
    void run() {
        std::unique_lock<std::mutex> lock(mutex_);
        for (;;) {
            changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            std::function<void()> work = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            work();
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> queue_;
    bool stopping_ = false;
    std::thread thread_;
};
