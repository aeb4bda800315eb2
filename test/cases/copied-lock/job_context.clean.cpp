// Each job works on a context of its own, handed over by value; its lock is shared among the job's own threads.
#include <pthread.h>

#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Lock {
public:
    void lock() { pthread_mutex_lock(&native_); }
    void unlock() { pthread_mutex_unlock(&native_); }

private:
    pthread_mutex_t native_ = PTHREAD_MUTEX_INITIALIZER;
};

struct Context {
    Lock lock;
    std::vector<std::string> lines;
    int verbosity = 1;
};

static Context makeContext(int verbosity)
{
    Context context;
    context.verbosity = verbosity;
    return context;
}

static std::size_t runJob(Context context, int parts)
{
    std::vector<std::thread> threads;
    for (int part = 0; part < parts; ++part)
        threads.emplace_back([&context, part] {
            std::lock_guard<Lock> hold(context.lock);
            context.lines.push_back("part " + std::to_string(part));
        });
    for (auto& thread : threads)
        thread.join();
    std::lock_guard<Lock> hold(context.lock);
    return context.lines.size();
}

class Runner {
public:
    explicit Runner(Context context) : context_(std::move(context)) {}

    void note(std::string line)
    {
        std::lock_guard<Lock> hold(context_.lock);
        context_.lines.push_back(std::move(line));
    }

private:
    Context context_;
};

int main()
{
    Context defaults = makeContext(2);
    Runner runner(defaults);
    runner.note("begin");
    std::size_t lines = runJob(makeContext(3), 4) + runJob(Context(), 2);
    std::thread other([&runner] { runner.note("other"); });
    other.join();
    std::printf("%zu\n", lines);
    return 0;
}
