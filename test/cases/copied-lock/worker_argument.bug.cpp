// Workers that a thread runs on a tally; the tally is an argument of the thread, which copies it.
#include <pthread.h>

#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

struct Tally {
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    std::shared_ptr<long> sum = std::make_shared<long>(0);
};

static void add(Tally tally, int from) // finding: 'tally'
{
    for (int i = from; i < from + 1000; ++i) {
        pthread_mutex_lock(&tally.mutex);
        *tally.sum += i;
        pthread_mutex_unlock(&tally.mutex);
    }
}

class Batch {
public:
    void run(int workers)
    {
        std::vector<std::thread> threads;
        for (int i = 0; i < workers; ++i)
            threads.emplace_back(add, tally_, i * 1000);
        for (auto& thread : threads)
            thread.join();
    }
    long sum()
    {
        pthread_mutex_lock(&tally_.mutex);
        long sum = *tally_.sum;
        pthread_mutex_unlock(&tally_.mutex);
        return sum;
    }

private:
    Tally tally_;
};

int main()
{
    Batch batch;
    batch.run(3);
    std::printf("%ld\n", batch.sum());
    return 0;
}
