// Rate limiters made by factory functions: the struct with the mutex is returned as a fresh value, before any thread knows it.
#include <pthread.h>

#include <cstdio>
#include <thread>
#include <utility>
#include <vector>

struct TokenBucket {
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    int capacity = 0;
    int tokens = 0;
    long denied = 0;
};

static TokenBucket makeBucket(int capacity)
{
    return TokenBucket{PTHREAD_MUTEX_INITIALIZER, capacity, capacity, 0};
}

static TokenBucket makeStrictBucket(int capacity)
{
    return makeBucket(capacity > 4 ? capacity / 4 : 1);
}

static bool takeToken(TokenBucket& bucket)
{
    pthread_mutex_lock(&bucket.mutex);
    const bool granted = bucket.tokens > 0;
    if (granted)
        --bucket.tokens;
    else
        ++bucket.denied;
    pthread_mutex_unlock(&bucket.mutex);
    return granted;
}

static void refill(TokenBucket& bucket)
{
    pthread_mutex_lock(&bucket.mutex);
    bucket.tokens = bucket.capacity;
    pthread_mutex_unlock(&bucket.mutex);
}

struct Endpoint {
    const char* path;
    TokenBucket bucket;
};

class Gateway {
public:
    Gateway() : login_{"/login", makeStrictBucket(40)}, search_{"/search", makeBucket(100)} {}
    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;

    Endpoint& login() { return login_; }
    Endpoint& search() { return search_; }

private:
    Endpoint login_;
    Endpoint search_;
};

int main()
{
    Gateway gateway;
    auto burst = makeBucket(25);

    std::vector<int> granted(3);
    std::vector<std::thread> clients;
    for (int& count : granted) {
        clients.emplace_back([&gateway, &burst, &count] {
            for (int i = 0; i < 60; ++i) {
                Endpoint& endpoint = i % 5 == 0 ? gateway.login() : gateway.search();
                if (takeToken(endpoint.bucket) || takeToken(burst))
                    ++count;
            }
        });
    }
    refill(gateway.search().bucket);
    for (auto& client : clients)
        client.join();
    for (int count : granted)
        std::printf("%d granted\n", count);
    return 0;
}
