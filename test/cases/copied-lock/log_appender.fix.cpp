// Logger whose appenders share one sink and its lock.
#include <pthread.h>

#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace logging {

class Mutex {
public:
    Mutex() { pthread_mutex_init(&mHandle, nullptr); }
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    void lock() { pthread_mutex_lock(&mHandle); }
    void unlock() { pthread_mutex_unlock(&mHandle); }

private:
    pthread_mutex_t mHandle;
};

struct MutexLocker {
    explicit MutexLocker(Mutex& mutex) : mMutex(mutex) { mMutex.lock(); }
    ~MutexLocker() { mMutex.unlock(); }
    MutexLocker(const MutexLocker&) = delete;
    MutexLocker& operator=(const MutexLocker&) = delete;

    Mutex& mMutex;
};

class Appender {
public:
    virtual ~Appender() = default;
    virtual void append(const std::string& line) = 0;
};

class MemoryAppender : public Appender {
public:
    MemoryAppender(std::string prefix, Mutex& sinkMutex, std::vector<std::string>& sink)
        : mPrefix(std::move(prefix)),
          mSinkMutex(sinkMutex),
          mSink(sink)
    {
    }

    void append(const std::string& line) override
    {
        std::string text = mPrefix + ": " + line;
        MutexLocker locker(mSinkMutex);
        mSink.push_back(std::move(text));
    }

private:
    const std::string mPrefix;
    Mutex& mSinkMutex;
    std::vector<std::string>& mSink;
};

} // namespace logging

int main()
{
    logging::Mutex sinkMutex;
    std::vector<std::string> sink;
    std::vector<std::unique_ptr<logging::Appender>> appenders;
    for (const char* prefix : {"http", "db", "jobs"})
        appenders.push_back(std::make_unique<logging::MemoryAppender>(prefix, sinkMutex, sink));

    std::vector<std::thread> threads;
    for (auto& appender : appenders) {
        threads.emplace_back([&appender] {
            for (int i = 0; i < 300; ++i)
                appender->append("message " + std::to_string(i));
        });
    }
    for (auto& thread : threads)
        thread.join();
    std::printf("%zu lines\n", sink.size());
    return sink.size() == 900 ? 0 : 1;
}
