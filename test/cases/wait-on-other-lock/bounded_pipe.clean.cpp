// Bounded byte pipe: one mutex with two conditions; the mutex is reached by name, through an accessor of the base and by reference.
#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

class monitor_base {
protected:
    using lock_type = std::unique_lock<std::mutex>;

    std::mutex& monitor() const { return mutex_; }
    lock_type enter() const { return lock_type(mutex_); }

private:
    mutable std::mutex mutex_;
};

class bounded_pipe : private monitor_base {
public:
    explicit bounded_pipe(std::size_t capacity) : capacity_(capacity) {}

    bool write(std::string_view bytes) {
        while (!bytes.empty()) {
            std::size_t taken = 0;
            {
                lock_type lk = enter();
                writable_.wait(lk, [this] { return broken_ || buffer_.size() < capacity_; });
                if (broken_)
                    return false;
                taken = std::min(bytes.size(), capacity_ - buffer_.size());
                buffer_.insert(buffer_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(taken));
            }
            readable_.notify_all();
            bytes.remove_prefix(taken);
        }
        return true;
    }

    // An empty result means end of stream.
    std::string read(std::size_t limit) {
        std::mutex& guard = monitor();
        std::string out;
        {
            std::unique_lock<std::mutex> lk(guard);
            while (buffer_.empty() && !ended_ && !broken_)
                readable_.wait(lk);
            const auto count = static_cast<std::ptrdiff_t>(std::min(limit, buffer_.size()));
            out.assign(buffer_.begin(), buffer_.begin() + count);
            buffer_.erase(buffer_.begin(), buffer_.begin() + count);
        }
        writable_.notify_all();
        return out;
    }

    void end() { raise(ended_, readable_); }

    void break_pipe() {
        raise(broken_, readable_);
        writable_.notify_all();
    }

private:
    void raise(bool& flag, std::condition_variable& whom) {
        {
            std::lock_guard<std::mutex> lk(monitor());
            flag = true;
        }
        whom.notify_all();
    }

    const std::size_t capacity_;
    std::condition_variable readable_;
    std::condition_variable writable_;
    std::deque<char> buffer_;
    bool ended_ = false;
    bool broken_ = false;
};

int main() {
    bounded_pipe pipe(16);
    std::thread writer([&pipe] {
        for (int i = 0; i < 20; ++i)
            if (!pipe.write("line " + std::to_string(i) + "\n"))
                return;
        pipe.end();
    });
    std::size_t total = 0;
    for (std::string chunk = pipe.read(7); !chunk.empty(); chunk = pipe.read(7))
        total += chunk.size();
    pipe.break_pipe();
    writer.join();
    std::printf("%zu bytes\n", total);
}
